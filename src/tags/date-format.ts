import moment from 'moment-timezone/builds/moment-timezone-with-data-1970-2030.js'

/** The name of a time zone that is known, as the tz database has it. */
export function isZone(name: string): boolean {
  return moment.tz.zone(name) !== null
}

/** Formats with the tokens of Moment.js, in English. An empty format is ISO 8601 to the second. */
export function formatDate(date: Date, format: string, zone: string): string {
  return moment.tz(date, zone).format(format)
}
