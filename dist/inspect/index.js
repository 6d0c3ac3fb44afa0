if (parseInt(process.versions.node, 10) < 24) {
  console.log('::error::This action requires Node 24 or newer, but the runner starts it with Node ' + process.versions.node + '. Update the runner (actions/runner 2.327.1 or newer includes Node 24), or the image that the job runs in.')
  process.exitCode = 1
} else {
  import('../program/index.js').catch(function (error) {
    console.error(error)
    process.exitCode = 1
  })
}
