import type { ProgressReader } from '../../watch.ts'
import { readProgress } from './build-progress.ts'
import { CheckOutput } from './check-output.ts'

/** Reads what buildx prints. `file` is the Dockerfile: BuildKit's own warnings only give the line. */
export function buildxProgress(file: string): ProgressReader {
  const check = new CheckOutput(file)
  return (text) => {
    const checked = check.read(text)
    if (checked) return { kind: 'warning', warning: checked }
    const said = readProgress(text)
    if (said?.kind !== 'warning') return said && { kind: said.kind, step: said.vertex }
    const { message, line } = said
    return { kind: 'warning', warning: { message, place: { file, ...(line && { line }) } } }
  }
}
