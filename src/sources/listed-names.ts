/** Names that a message lists. A file may hold thousands, and the summary of a job at most 1 MiB. */
const listLimit = 20
const lengthLimit = 200

/** The names of the images in a file, for a message: in quotation marks where they hold anything odd. */
export function listedNames(names: readonly string[]): string {
  const unique = [...new Set(names)]
  const shown = unique.slice(0, listLimit).map(shownName).join(', ')
  const left = unique.length - listLimit
  return left > 0 ? `${shown} and ${left} more` : shown
}

function shownName(name: string): string {
  const short = name.length > lengthLimit ? `${name.slice(0, lengthLimit)}…` : name
  return /^[\w.:/@+… -]+$/.test(short) ? short : JSON.stringify(short)
}
