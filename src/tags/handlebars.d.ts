/** Handlebars in one file, without what only its command line needs. Its types come with the package. */
declare module 'handlebars/dist/handlebars.js' {
  export { default } from 'handlebars'
}
