import { basename, dirname } from 'node:path'
import { runAction } from './actions/run-action.ts'
import { actionIn } from './actions/table.ts'

// All actions are in one bundle, so shared code is included once. The path of the started file says which one runs.
process.exitCode = await runAction(await actionIn(basename(dirname(process.argv[1] ?? ''))), process)
