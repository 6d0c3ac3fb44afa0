/** A shell that an instruction runs in, with its options: `/bin/bash -eo pipefail -c `. */
const shell = /(?:\/usr)?\/bin\/(?:ba|da|a|z|k)?sh (?:-[a-z]+ (?:[a-z]+ )?)*-[a-z]*c /

/**
 * The Dockerfile instruction in `created_by` of an image's history (image-spec, config.md), as BuildKit, Docker's classic
 * builder and Buildah write it: without the shell, and without the values of build arguments. Whatever other tools write
 * is returned as it is.
 */
export function instructionIn(createdBy: string): string {
  const text = createdBy.replace(/\s+# buildkit$/, '').trim()
  const [, metadata] = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(text) ?? []
  if (metadata !== undefined) return metadata.trim()
  const command = text.replace(/^RUN /, '')
  const isRun = command !== text
  const hasArguments = /^\|\d+ /.test(command)
  const found = shell.exec(command)
  if (found && (hasArguments || found.index === 0)) return `RUN ${command.slice(found.index + found[0].length).trim()}`
  // The values cannot be told from the command.
  if (hasArguments) return 'RUN …'
  return isRun ? `RUN ${command}` : text
}
