/** The default of Octokit's option of this name. */
export async function fetch() {
  throw new Error('Give Octokit the fetch of src/github/repository/api-fetch.ts')
}
