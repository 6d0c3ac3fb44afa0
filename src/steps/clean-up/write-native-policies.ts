import type { Environment } from '../../environment.ts'
import { writeOutputs } from '../../github/report/step-outputs.ts'
import { markdownCode, markdownText } from '../../github/summary/markdown.ts'
import { writeSummary } from '../../github/summary/summary.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { NativePolicy, NativeWord } from '../../retention/native/native-policy.ts'
import type { CleanUpJob } from './clean-up-job.ts'

interface Written extends NativePolicy {
  readonly image: string
}

/** Writes the policies that the registry would carry out itself into log, output and summary. Nothing is applied. */
export async function writeNativePolicies(
  word: NativeWord,
  { images, policy }: Pick<CleanUpJob, 'images' | 'policy'>,
  { log, variables }: Environment
): Promise<void> {
  const { toNativePolicy } = await import('../../retention/native/native-formats.ts')
  const written = images.map((repository): Written => {
    return { image: formatRepository(repository), ...toNativePolicy(policy, word, repository.name) }
  })
  for (const each of written)
    await log.group(`${each.image}: ${headingOf(each, word)}`, async () => logPolicy(each, log))
  const [only] = written
  const texts = Object.fromEntries(written.map(({ image, text }) => [image, text]))
  writeOutputs({ 'native-policy': written.length === 1 ? (only?.text ?? '') : JSON.stringify(texts) }, variables)
  writeSummary(log.redact(written.map((each) => sectionOf(each, word)).join('')), variables)
}

function headingOf({ text }: NativePolicy, word: NativeWord): string {
  return text === '' ? `no policy of '${word}' does the same` : `the nearest policy of '${word}'`
}

function logPolicy({ text, differences }: NativePolicy, log: Environment['log']): void {
  for (const line of text.split('\n')) log.info(line)
  for (const difference of differences) log.info(`It differs: ${difference}`)
}

function sectionOf(each: Written, word: NativeWord): string {
  const list = each.differences.map((difference) => `- ${markdownText(difference)}`).join('\n')
  return `**${markdownCode(each.image)}**: ${markdownText(headingOf(each, word))}, in the output \`native-policy\`. It differs:\n\n${list}\n\n`
}
