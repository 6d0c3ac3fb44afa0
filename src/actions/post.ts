import { basename } from 'node:path'
import { tidyUp } from '../steps/environment/tidy-up.ts'

/** Removes what the step stored for itself, above all credentials, if it was killed. */
const folder = process.env.STATE_folder ?? ''
const warn = async (message: string) => (await import('../github/report/log.ts')).log.warning(message)
const logins = process.env.STATE_logins ?? ''
if (basename(logins).startsWith('manifold-')) {
  const { restoreLogins } = await import('../credentials/kept-logins.ts')
  await restoreLogins(logins).catch((error: Error) =>
    warn(`The logins that 'keep-login' wrote were not removed: ${error.message}. Run 'docker logout' for them.`)
  )
}
const builder = process.env.STATE_builder ?? ''
if (builder) {
  const { removeBuilder } = await import('../steps/environment/remove-builder.ts')
  await removeBuilder(builder, process.env, warn)
}
const image = process.env.STATE_image ?? ''
if (basename(image).startsWith('manifold-')) await tidyUp(image, warn, 'holds an image that was kept')
if (basename(folder).startsWith('manifold-')) await tidyUp(folder, warn)
