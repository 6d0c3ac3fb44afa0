import { log } from './github/log.ts'
log.info('not yet')
