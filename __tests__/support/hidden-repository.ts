/**
 * A folder that git takes for a bare repository: ordinary files, which any pull request may add. Its HEAD is missing
 * and is fetched by a program of the author's choice, which leaves `mark` behind.
 */
export function hiddenRepository(folder: string, mark: string): Readonly<Record<string, string>> {
  const config = [
    '[core]',
    'repositoryFormatVersion = 1',
    'bare = false',
    'worktree = ..',
    `fsmonitor = touch ${mark}`,
    '[extensions]',
    'partialClone = origin',
    '[remote "origin"]',
    `url = ext::touch ${mark}`,
    'promisor = true',
    '[protocol "ext"]',
    'allow = always',
  ]
  return {
    [`${folder}/HEAD`]: 'ref: refs/heads/main\n',
    [`${folder}/refs/heads/main`]: `${'1'.repeat(40)}\n`,
    [`${folder}/objects/keep`]: '',
    [`${folder}/config`]: `${config.join('\n')}\n`,
  }
}
