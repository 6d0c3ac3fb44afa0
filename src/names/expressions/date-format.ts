import moment from 'moment-timezone/builds/moment-timezone-with-data-1970-2030.js'

/** Whether this is the name of a time zone in the tz database. */
export function isZone(name: string): boolean {
  return moment.tz.zone(name) !== null
}

/** Formats a date with the tokens of Moment.js, in English. An empty format gives ISO 8601 to the second. */
export function formatDate(date: Date, format: string, zone: string): string {
  return moment.tz(date, zone).format(format)
}
