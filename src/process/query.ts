import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { orAborted } from '../async/or-aborted.ts'
import type { Query } from '../environment.ts'
import { collectOutput } from './output.ts'

/** @actions/exec reports no exit code for a child that was killed, and not by what: 128 + SIGKILL. */
const killed = 137

/**
 * Runs children that answer and end on their own, with @actions/exec (docs/decisions/0007). It cannot stop a child: an
 * aborted query rejects at once, and its child runs to its end. It looks up the program on the PATH of this process, and
 * leaves standard input open and empty: what waits for input never ends.
 */
export const query: Query = async ({ program, args, variables, directory, signal }) => {
  signal?.throwIfAborted()
  const { exec } = await import('@actions/exec')
  const [out, err] = [new PassThrough(), new PassThrough()]
  const [stdout, stderr] = [collectOutput(out), collectOutput(err)]
  const ending = exec(quoted(program), [...args], {
    silent: true,
    ignoreReturnCode: true,
    // Without variables it would pass on those of this process. Input could end this process: it does not catch EPIPE.
    env: variables as Record<string, string>,
    ...(directory !== undefined && { cwd: directory }),
    listeners: { stdout: (data) => out.write(data), stderr: (data) => err.write(data) },
  }).finally(() => Promise.all([finished(out.end()), finished(err.end())]))
  const exitCode = ((await (signal ? orAborted(ending, signal) : ending)) as number | null) ?? killed
  return { exitCode, stdout: stdout(), stderr: stderr() }
}

/** @actions/exec splits its first argument at spaces. */
function quoted(program: string): string {
  return `"${program.replaceAll(/["\\]/g, '\\$&')}"`
}
