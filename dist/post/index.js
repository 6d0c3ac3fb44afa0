if (parseInt(process.versions.node, 10) < 24) {
  
} else {
  import('../program/post/index.js').catch(function (error) {
    console.error(error)
    process.exitCode = 1
  })
}
