import { publishTo } from '../../support/publish.ts'
import { released } from '../support/released.ts'

// Publishes an image to the given targets, in a process that can be killed: node publisher.ts host/name:tags …

const outcomes = await publishTo(process.argv.slice(2), released, { beforeBuild: true })
process.exitCode = outcomes.every(({ status }) => status === 'published') ? 0 : 1
