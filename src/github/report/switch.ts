/**
 * Whether a setting that is on by default, such as DOCKER_BUILD_SUMMARY, is switched off; any other value leaves it on.
 */
export function isDisabled(value = ''): boolean {
  return /^(?:0|f|false|n|no|off)$/i.test(value.trim())
}
