export const id = 815;
export const ids = [815];
export const modules = {

/***/ 815:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  inert: () => (/* binding */ inert),
  log: () => (/* binding */ log)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 11 modules
var core = __webpack_require__(659);
;// CONCATENATED MODULE: ./build/redaction/forms.js
/** Shorter than this nothing is masked: it would garble what is shown, and is guessed sooner than it is read. */
const shortest = 4;
/** Words that stand in any log. */
const everyday = /^(?:true|false|null|none)$/i;
/** Columns at which programs break base64 into lines (RFC 2045, RFC 7468). */
const columns = [76, 64];
/** The lines of a secret that are long enough to be masked, without the white space around them. */
function linesOf(secret) {
    return [...new Set(secret.split(/[\r\n]+/).map((line) => line.trim()))].filter((line) => line.length >= shortest && !everyday.test(line));
}
/** What of a secret is to be looked for: itself, its lines, and what base64 makes of it wherever it stands in more. */
function formsOf(secret) {
    const lines = linesOf(secret);
    const whole = secret.trim();
    const units = lines.length > 0 && /[\r\n]/.test(whole) ? [whole, ...lines] : lines;
    const encoded = [...units.flatMap(base64Of), ...(units.length > 0 ? wrapped(secret) : [])];
    // In a form a space is a plus sign, and what is put on one line has no other blanks.
    const written = units.flatMap((unit) => [unit, unit.replaceAll(' ', '+'), unit.replaceAll(/[\s\p{C}]+/gu, ' ')]);
    const all = [...written, ...encoded];
    return [...new Set([...all, ...encoded.map(toUrlAlphabet)])].filter((form) => form.length >= shortest);
}
/** The characters of base64 (RFC 4648) that stand for these bytes alone, after none, one and two others; and all. */
function base64Of(text) {
    const bytes = Buffer.from(text);
    const aligned = [0, 1, 2].map((before) => {
        const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
        return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    });
    return [...aligned, bytes.toString('base64').replace(/=+$/, '')];
}
/** The lines of a long secret's base64. */
function wrapped(secret) {
    const encoded = Buffer.from(secret).toString('base64');
    return columns.flatMap((column) => (encoded.length > column ? chunksOf(encoded, column) : []));
}
function chunksOf(text, size) {
    const count = Math.ceil(text.length / size);
    return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size).replace(/=+$/, ''));
}
function toUrlAlphabet(base64) {
    return base64.replaceAll('+', '-').replaceAll('/', '_');
}

;// CONCATENATED MODULE: ./build/redaction/decode.js
/** What means itself; percent-encoding, however often; JSON's escapes, however deep; HTML's references; the rest. */
const token = /(?<itself>[!-$'-[\]-~]+)|%(?:25)*(?<percent>[0-9a-fA-F]{2})|(?<json>(?:\\+u[0-9a-fA-F]{4})+)|\\+(?<escaped>[bfnrt])|(?<backslash>\\+)|&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-fA-F]{1,6})|(?<named>amp|lt|gt|quot|apos));|(?<other>[\0- \x7f]+|.)/gsu;
const needsNone = /^[!-$'-[\]-~]*(?: [!-$'-[\]-~]+)*$/;
const references = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/**
 * Takes off what encoders put on, so that a secret is the same text in a URL, in JSON and in HTML. White space is one
 * space whatever it was, and a backslash, which may be an escape or be escaped, is nothing.
 */
function decode(text) {
    // Most texts have nothing to be taken off.
    if (needsNone.test(text))
        return { bytes: text, span: (start, end) => [start, end] };
    const decoding = new Decoding();
    for (const { 0: whole, index, groups = {} } of text.matchAll(token)) {
        if (groups.itself === undefined)
            decoding.add(byteOf(groups), index, index + whole.length);
        else
            decoding.addAsIs(whole, index);
    }
    return decoding;
}
class Decoding {
    bytes = '';
    #endsBlank = false;
    #starts = [];
    #ends = [];
    addAsIs(text, at) {
        for (let index = at; index < at + text.length; index++) {
            this.#starts.push(index);
            this.#ends.push(index + 1);
        }
        this.bytes += text;
        this.#endsBlank = false;
    }
    add(bytes, start, end) {
        const all = flat(bytes);
        const isBlankAgain = this.#endsBlank && all.startsWith(' ');
        if (isBlankAgain)
            this.#ends[this.#ends.length - 1] = end;
        const added = isBlankAgain ? all.slice(1) : all;
        for (let count = 0; count < added.length; count++) {
            this.#starts.push(start);
            this.#ends.push(end);
        }
        this.bytes += added;
        // To ask the text itself would copy it, each time.
        if (all !== '')
            this.#endsBlank = all.endsWith(' ');
    }
    span(start, end) {
        return [this.#starts[start] ?? 0, this.#ends[end - 1] ?? 0];
    }
}
function byteOf({ other, percent, json, escaped, backslash, ...reference }) {
    if (other !== undefined)
        return utf8(other);
    if (percent !== undefined)
        return String.fromCharCode(Number.parseInt(percent, 16));
    if (json !== undefined)
        return utf8(json.replaceAll(/\\+u(.{4})/g, (_, code) => unitOf(code)));
    if (escaped !== undefined)
        return ' ';
    return backslash === undefined ? utf8(referenceOf(reference)) : '';
}
function referenceOf({ named, decimal, hex = '' }) {
    if (named !== undefined)
        return references[named.toLowerCase()] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}
function flat(bytes) {
    return bytes.replaceAll('\\', '').replaceAll(/[\0- \x7f]+/g, ' ');
}
function unitOf(hex) {
    return String.fromCharCode(Number.parseInt(hex, 16));
}
function utf8(text) {
    return text < '\x80' ? text : Buffer.from(text).toString('latin1');
}

;// CONCATENATED MODULE: ./build/redaction/matcher.js
/** How many characters are compared before anything else is. No needle is shorter. */
const headLength = 4;
/** Finds any of many texts in another, in one pass whatever their number. */
class Matcher {
    #byHead = new Map();
    /** Of each character whether a needle begins with it. */
    #begins = new Uint8Array(65_536);
    /** Takes a text to be looked for, of four characters at least. */
    add(needle) {
        const head = needle.slice(0, headLength);
        const needles = this.#byHead.get(head) ?? new Set();
        this.#byHead.set(head, needles.add(needle));
        this.#begins[needle.charCodeAt(0)] = 1;
    }
    /** Where the texts are, by where they begin; of those that begin at one place the longest. */
    spansIn(text) {
        const spans = [];
        for (let index = 0; index + headLength <= text.length; index++) {
            if (this.#begins[text.charCodeAt(index)] === 0)
                continue;
            const length = this.#lengthAt(text, index);
            if (length > 0)
                spans.push([index, index + length]);
        }
        return spans;
    }
    #lengthAt(text, index) {
        let length = 0;
        for (const needle of this.#byHead.get(text.slice(index, index + headLength)) ?? []) {
            if (needle.length > length && text.startsWith(needle, index))
                length = needle.length;
        }
        return length;
    }
}

;// CONCATENATED MODULE: ./build/redaction/redactor.js



const instead = '***';
/** Characters before and after a place that are looked at for what lies across it. */
const reach = 64 * 1024;
/**
 * Knows the secrets of a run, and takes them out of texts in every form that they are likely to have there: as they
 * are, a line of several, in base64 and its URL form alone or within more, percent-encoded, escaped for JSON or HTML.
 */
class Redactor {
    #known = new Set();
    #asTheyAre = new Matcher();
    #decoded = new Matcher();
    add(secret) {
        if (this.#known.has(secret))
            return;
        this.#known.add(secret);
        for (const form of formsOf(secret)) {
            this.#asTheyAre.add(form);
            for (const bytes of new Set(writings(form).map((written) => decode(written).bytes))) {
                if (bytes.length >= shortest)
                    this.#decoded.add(bytes);
            }
        }
    }
    redact(text) {
        const spans = this.#spansIn(text);
        if (spans.length === 0)
            return text;
        let shown = '';
        let from = 0;
        for (const [start, end] of spans) {
            shown += `${text.slice(from, start)}${instead}`;
            from = end;
        }
        return shown + text.slice(from);
    }
    /** The first place from `at` on at which the text can be cut without a secret being cut in two. */
    cut(text, at) {
        const first = Math.max(0, at - reach);
        const spans = this.#spansIn(text.slice(first, at + reach));
        const across = spans.find(([start, end]) => first + start < at && at < first + end);
        return across ? first + across[1] : at;
    }
    /** Where secrets are, in order; those that touch are one. */
    #spansIn(text) {
        if (this.#known.size === 0)
            return [];
        const decoded = decode(text);
        const found = [
            ...this.#asTheyAre.spansIn(text),
            ...this.#decoded.spansIn(decoded.bytes).map(([start, end]) => decoded.span(start, end)),
        ];
        return merged(found.toSorted(([one], [other]) => one - other));
    }
}
/** What looks like an escape in a secret is none any more where the secret was encoded. */
function writings(form) {
    if (!/[\\%&]/.test(form))
        return [form];
    return [
        form,
        encodeURIComponent(form.toWellFormed()),
        JSON.stringify(form).slice(1, -1),
        form.replaceAll('&', '&amp;'),
    ];
}
function merged(spans) {
    const all = [];
    for (const [start, end] of spans) {
        const last = all.at(-1);
        if (last && start <= last[1])
            last[1] = Math.max(last[1], end);
        else
            all.push([start, end]);
    }
    return all;
}

;// CONCATENATED MODULE: ./build/github/log.js



/**
 * Text in which the runner finds no command, neither `::name::` at the start of a line nor `##[name]` anywhere: builders
 * and registries have nothing to command. The runner compares as people read (actions/runner, ActionCommand.cs), so
 * characters that are not seen are passed over.
 */
function inert(text) {
    return text
        .replaceAll(/^([[\s\p{C}\p{DI}]--[\n\r\u2028\u2029]]*):(?=[\p{C}\p{DI}]*:)/gmv, '$1: ')
        .replaceAll(/#(?=[\p{C}\p{DI}]*#[\p{C}\p{DI}]*\[)/gv, '# ');
}
/** Lines of one secret that the runner is told. */
const maskLimit = 200;
const redactor = new Redactor();
const redact = (text) => redactor.redact(text);
/** The log of a step: what is printed is text, what is annotated is escaped, what is masked is never seen. */
const log = {
    info: (line) => core/* info */.pq(inert(redact(line))),
    debug: (line) => core/* debug */.Yz(redact(line)),
    notice: (message) => core/* notice */.lm(redact(message)),
    warning: (message, place) => core/* warning */.$e(redact(message), propertiesOf(place)),
    error: (message, place) => core/* error */.z3(redact(message), propertiesOf(place)),
    group: (heading, work) => core/* group */.Os(inert(redact(heading)), work),
    mask(secret) {
        redactor.add(secret);
        // For what later steps print. The runner's masks work within a line, and it looks for each in every line of the job.
        for (const line of linesOf(secret).slice(0, maskLimit))
            core/* setSecret */.Pq(line);
    },
    redact,
    cut: (text, at) => redactor.cut(text, at),
};
function propertiesOf(place) {
    return place ? { file: place.file, ...(place.line && { startLine: place.line }) } : {};
}


/***/ })

};
