import type { Suite } from '../suite.ts'
import { badDays } from './bad-days.ts'
import { bake } from './bake.ts'
import { base } from './base.ts'
import { build } from './build.ts'
import { cleanUp } from './clean-up.ts'
import { distance } from './distance.ts'
import { kills } from './kills.ts'
import { lines } from './lines.ts'
import { memory } from './memory.ts'
import type { SuiteName } from './names.ts'
import { promotion } from './promotion.ts'
import { push } from './push.ts'
import { versions } from './versions.ts'

export const suites: Readonly<Record<SuiteName, Suite>> = {
  push,
  lines,
  distance,
  build,
  bake,
  promotion,
  base,
  memory,
  'bad-days': badDays,
  kills,
  'clean-up': cleanUp,
  versions,
}
