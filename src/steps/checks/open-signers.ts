import { describeReference } from '../../attach/keys/key-reference.ts'
import type { Signer } from '../../attach/signer.ts'
import { signerKinds } from '../../attach/signers.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { SignLine } from '../../github/inputs/parse-sign.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { readMasked, readPem } from '../read/pem.ts'
import { readTrustedRoot } from './policy/trusted-root.ts'

type SignInputs = Pick<
  Inputs,
  | 'sign'
  | 'signKey'
  | 'signPassword'
  | 'signCertificate'
  | 'signFormat'
  | 'fulcioUrl'
  | 'rekorUrl'
  | 'timestampUrl'
  | 'trustedRoot'
>

const whyEmpty = 'A secret is empty if it does not exist or is not available to this event'

/** Reads the keys and prepares to sign with them. Throws InputError, or an AggregateError of several. */
export async function openSigners(inputs: SignInputs, environment: Environment): Promise<readonly Signer[]> {
  const opening = inputs.sign.map((line) => openSigner(line, inputs, environment))
  const opened = await Promise.allSettled(opening)
  // One key that is not valid may be used by several lines.
  const problems = opened.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []))
  throwAll([...new Map(problems.map((problem) => [problem.message, problem])).values()])
  return await Promise.all(opening)
}

async function openSigner(line: SignLine, inputs: SignInputs, environment: Environment): Promise<Signer> {
  const { word } = line
  if (word === 'keyless') return await openKeyless(inputs, environment)
  const given = { key: inputs.signKey, password: inputs.signPassword, certificate: inputs.signCertificate, ...line }
  const refuse = (field: string, problem: string) => {
    const isOwn = new Map(Object.entries(line)).has(field)
    // A problem with a field of the line names the line; otherwise it names the input for all lines.
    return isOwn
      ? new InputError('sign', `the ${field} for '${word}' ${problem}`)
      : new InputError(`sign-${field}`, `the ${field} ${problem}`)
  }
  const key = await readKey(given.key, given.password, environment, (problem) => refuse('key', problem))
  const certificate =
    word === 'notation'
      ? await readCertificate(given.certificate, environment, (problem) => refuse('certificate', problem))
      : ''
  const request = { key, password: given.password, certificate, format: inputs.signFormat, services: inputs, refuse }
  return await signerKinds[word].open(request, environment)
}

async function openKeyless(inputs: SignInputs, environment: Environment): Promise<Signer> {
  const refuse = (input: string, problem: string) => new InputError(input, problem)
  const trustedRoot = await readTrustedRoot(inputs.trustedRoot, environment)
  const none = { key: '', password: '', certificate: '' }
  const request = { ...none, format: inputs.signFormat, services: { ...inputs, trustedRoot }, refuse }
  return await signerKinds.keyless.open(request, environment)
}

async function readKey(
  given: string,
  password: string,
  { workspace, log }: Environment,
  refuse: (problem: string) => InputError
): Promise<string> {
  if (password) log.mask(password)
  if (given === '') throw refuse(`is empty, but is needed to sign. ${whyEmpty}`)
  const reference = describeReference(given)
  if (reference !== undefined) throw refuse(reference)
  const key = await readMasked(given, readPem(given, workspace, refuse), log)
  // In one piece, as the content of other formats.
  const [, body = ''] = /-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]*)-----END/.exec(key) ?? []
  if (body.trim() !== '') log.mask(body.replaceAll(/\s/g, ''))
  return key
}

async function readCertificate(
  given: string,
  { workspace }: Environment,
  refuse: (problem: string) => InputError
): Promise<string> {
  if (given !== '') return await readPem(given, workspace, refuse)
  throw refuse('is missing: notation signs with a key and its certificate, followed by those of its issuers')
}
