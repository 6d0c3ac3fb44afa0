/** Whether a variable that is on by default, such as DOCKER_BUILD_SUMMARY, says no; anything else leaves it on. */
export function isSwitchedOff(value = ''): boolean {
  return /^(?:0|f|false|n|no|off)$/i.test(value.trim())
}
