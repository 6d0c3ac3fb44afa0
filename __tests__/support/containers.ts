import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { run } from '../../scripts/machine/run.ts'
import { needTool, type Tools } from '../../scripts/machine/tools.ts'
import type { Variables } from '../../src/environment.ts'

/** An empty local storage for Buildah and Podman. */
export interface Containers extends AsyncDisposable {
  /** They have both programs on PATH, and no engine. */
  readonly variables: Readonly<Record<string, string>>
  /** What is in the storage: the names of images, the IDs of containers, and how many images have no name. */
  left(): Promise<{ readonly names: readonly string[]; readonly containers: number; readonly unnamed: number }>
}

/** `insecure` are registries that are reached without TLS. */
export async function openContainers(tools: Tools, insecure: readonly string[] = []): Promise<Containers> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-containers-'))
  const path = (name: string) => join(folder.path, name)
  const storage = `[storage]\ndriver = "vfs"\ngraphroot = "${path('images')}"\nrunroot = "${path('run')}"\n`
  await writeFile(path('storage.conf'), storage)
  const registries = insecure.map((host) => `[[registry]]\nlocation = "${host}"\ninsecure = true\n`)
  await writeFile(path('registries.conf'), registries.join('\n'))
  const programs = (['buildah', 'podman'] as const).map((name) => dirname(needTool(tools, name)))
  const variables = {
    PATH: [...programs, process.env.PATH].join(delimiter),
    HOME: process.env.HOME ?? '',
    CONTAINERS_STORAGE_CONF: path('storage.conf'),
    CONTAINERS_REGISTRIES_CONF: path('registries.conf'),
    BUILDAH_ISOLATION: 'chroot',
  }
  const list = async (...args: readonly string[]) =>
    (await run(needTool(tools, 'buildah'), args, { variables: variables as Variables }))
      .trim()
      .split('\n')
      .filter(Boolean)
  return {
    variables,
    async left() {
      const images = await list('images', '--all', '--noheading', '--format={{.Name}}:{{.Tag}}')
      const names = images.filter((name) => !name.startsWith('<none>'))
      const containers = (await list('containers', '--quiet')).length
      return { names, containers, unnamed: images.length - names.length }
    },
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}
