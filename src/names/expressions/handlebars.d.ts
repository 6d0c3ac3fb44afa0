/** Handlebars as a single file, without the parts that only its command line needs. The types come with the package. */
declare module 'handlebars/dist/handlebars.js' {
  export { default } from 'handlebars'
}
