export const id = 484;
export const ids = [484];
export const modules = {

484:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  inert: () => (inert),
  log: () => (log)
});

var core = __webpack_require__(659);
;// CONCATENATED MODULE: ./build/redaction/forms.js
const shortest = 4;
const everyday = /^(?:true|false|null|none)$/i;
const columns = [76, 64];
const shortestPiece = 12;
const shortestTwice = 8;
const maximumInPieces = 4096;
const maximumTwiceEncoded = 200;
function linesOf(secret) {
    return [...new Set(secret.split(/[\r\n]+/).map((line) => line.trim()))].filter((line) => line.length >= shortest && !everyday.test(line));
}
function formsOf(secret) {
    const lines = linesOf(secret);
    const whole = secret.trim();
    const units = lines.length > 0 && /[\r\n]/.test(whole) ? [whole, ...lines] : lines;
    const written = units.flatMap((unit) => [
        unit,
        unit.toWellFormed(),
        unit.replaceAll(' ', '+'),
        unit.replaceAll(/[\s\p{C}]+/gu, ' '),
    ]);
    const base64 = [
        ...units.flatMap((unit) => [unit, JSON.stringify(unit).slice(1, -1)]).flatMap(base64Of),
        ...(units.length > 0 ? [...wrapped(secret), ...piecesOf(whole)] : []),
    ];
    const once = [...base64, ...base64.map(toUrlAlphabet)];
    return { written: longEnough(written), base64: longEnough([...once, ...twiceEncoded(units)]) };
}
function longEnough(forms) {
    return [...new Set(forms)].filter((form) => form.length >= shortest);
}
function base64Of(text) {
    const bytes = Buffer.from(text);
    const aligned = [0, 1, 2].map((before) => {
        const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
        return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    });
    return [...aligned, bytes.toString('base64').replace(/=+$/, '')];
}
function twiceEncoded(units) {
    const once = units.slice(0, maximumTwiceEncoded).flatMap(base64Of);
    const twice = [...new Set([...once, ...once.map(toUrlAlphabet)])].flatMap(base64Of);
    return [...twice, ...twice.map(toUrlAlphabet)].filter((form) => form.length >= shortestTwice);
}
function piecesOf(secret) {
    const { length } = Buffer.from(secret);
    const most = Math.max(...columns);
    if (length > maximumInPieces)
        return [];
    return base64Of(secret)
        .slice(0, 3)
        .flatMap((form, before) => {
        const first = (4 - Math.ceil((before * 8) / 6)) % 4;
        const breaks = Array.from({ length: Math.ceil((form.length - first) / 4) }, (_, index) => first + index * 4);
        const pieces = breaks.flatMap((at) => [
            at <= most ? form.slice(0, at) : '',
            form.length - at <= most ? form.slice(at) : '',
            ...columns.filter((column) => at + column <= form.length).map((column) => form.slice(at, at + column)),
        ]);
        return pieces.filter((piece) => piece.length >= shortestPiece);
    });
}
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

;// CONCATENATED MODULE: ./build/redaction/named-references.js
const ascii = 'Tab:9 NewLine:10 excl:33 quot:34 num:35 dollar:36 percnt:37 amp:38 apos:39 lpar:40 rpar:41 ast:42 midast:42 plus:43 comma:44 period:46 sol:47 colon:58 semi:59 lt:60 equals:61 gt:62 quest:63 commat:64 lsqb:91 lbrack:91 bsol:92 rsqb:93 rbrack:93 Hat:94 lowbar:95 grave:96 lcub:123 lbrace:123 verbar:124 vert:124 rcub:125 rbrace:125';
const latin = 'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const references = new Map([
    ...ascii.split(' ').map((entry) => {
        const [name = '', code] = entry.split(':');
        return [name, Number(code)];
    }),
    ...latin.split(' ').map((name, index) => [name, 0xa0 + index]),
]);
function namedReference(name) {
    return references.get(name) ?? references.get(name.toLowerCase());
}

;// CONCATENATED MODULE: ./build/redaction/escapes.js

const [blank, percent, ampersand, semicolon, backslash, u] = [0x20, 0x25, 0x26, 0x3b, 0x5c, 0x75];
const reference = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<named>[a-z]{2,7}[0-9]{0,2}));$/i;
const referenceLength = 10;
const blankEscapes = new Set(Buffer.from('bfnrt'));
function escapeLength(read) {
    const last = read.fromEnd(1);
    if (last === semicolon)
        return referenceAtEnd(read);
    if (blankEscapes.has(last) && read.fromEnd(2) === backslash)
        return 2;
    if (!isHex(last) || !isHex(read.fromEnd(2)))
        return 0;
    if (read.fromEnd(3) === percent)
        return 3;
    const isUnit = read.fromEnd(6) === backslash && read.fromEnd(5) === u;
    return isUnit && isHex(read.fromEnd(4)) && isHex(read.fromEnd(3)) ? 6 : 0;
}
function codePointOf(written) {
    if (written.startsWith('%'))
        return Number.parseInt(written.slice(1), 16);
    if (written.startsWith('\\'))
        return written.length === 2 ? blank : Number.parseInt(written.slice(2), 16);
    const { decimal, hex, named } = reference.exec(written)?.groups ?? {};
    if (named !== undefined)
        return namedReference(named) ?? -1;
    const code = hex === undefined ? Number(decimal ?? -1) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? code : -1;
}
function referenceAtEnd(read) {
    for (let length = 4; length <= referenceLength; length++) {
        if (read.fromEnd(length) === ampersand)
            return codePointOf(read.last(length)) >= 0 ? length : 0;
    }
    return 0;
}
function isHex(byte) {
    return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

;// CONCATENATED MODULE: ./build/redaction/placed.js
class Placed {
    length = 0;
    #bytes;
    #starts;
    #ends;
    constructor(room) {
        this.#bytes = new Uint8Array(room);
        this.#starts = new Int32Array(room);
        this.#ends = new Int32Array(room);
    }
    push(byte, start, end) {
        this.#bytes[this.length] = byte;
        this.#starts[this.length] = start;
        this.#ends[this.length] = end;
        this.length++;
    }
    pop(count) {
        this.length -= count;
        return this.start(this.length);
    }
    extend(end) {
        this.#ends[this.length - 1] = end;
    }
    byte(index) {
        return this.#bytes[index] ?? -1;
    }
    start(index) {
        return this.#starts[index] ?? 0;
    }
    end(index) {
        return this.#ends[index] ?? 0;
    }
    fromEnd(count) {
        return this.#bytes[this.length - count] ?? -1;
    }
    last(count) {
        return Buffer.from(this.#bytes.subarray(Math.max(0, this.length - count), this.length)).toString('latin1');
    }
    without(unwanted) {
        const kept = this.#bytes.slice(0, this.length);
        const places = new Int32Array(this.length);
        let count = 0;
        for (let index = 0; index < this.length; index++) {
            if (kept[index] === unwanted)
                continue;
            kept[count] = kept[index] ?? 0;
            places[count] = index;
            count++;
        }
        return {
            bytes: Buffer.from(kept.buffer, 0, count).toString('latin1'),
            span: (start, end) => [this.start(places[start] ?? 0), this.end(places[end - 1] ?? 0)],
        };
    }
}

;// CONCATENATED MODULE: ./build/redaction/decode.js


const [decode_blank, decode_backslash, lastOfAscii] = [0x20, 0x5c, 0x7f];
const needsNone = /^[!-$'-[\]-~]*(?: [!-$'-[\]-~]+)*$/;
const depthLimit = 12;
function decode(text) {
    if (needsNone.test(text))
        return [{ bytes: text, span: (start, end) => [start, end] }];
    let read = asRead(text);
    const states = [read.without(decode_backslash)];
    while (states.length <= depthLimit) {
        const next = withoutOneLayer(read);
        if (next.length === read.length)
            break;
        read = next;
        states.push(read.without(decode_backslash));
    }
    return states;
}
function withoutBlanks({ bytes, span }) {
    let places;
    return {
        bytes: bytes.replaceAll(' ', ''),
        span: (start, end) => {
            places ??= placesOfOthers(bytes);
            return span(places[start] ?? 0, (places[end - 1] ?? 0) + 1);
        },
    };
}
function placesOfOthers(bytes) {
    const places = new Int32Array(bytes.length);
    let count = 0;
    for (let index = 0; index < bytes.length; index++)
        if (bytes.charCodeAt(index) !== decode_blank)
            places[count++] = index;
    return places;
}
function asRead(text) {
    const read = new Placed(Buffer.byteLength(text));
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code <= lastOfAscii)
            addByte(read, code, index, index + 1);
        else
            addWide(read, code, index, index + 1);
    }
    return read;
}
function withoutOneLayer(read) {
    const next = new Placed(read.length);
    let decoded = 0;
    for (let index = 0; index < read.length; index++) {
        const [byte, end] = [read.byte(index), read.end(index)];
        const isAgain = byte === decode_backslash && next.fromEnd(1) === decode_backslash && next.length > decoded;
        if (isAgain)
            next.extend(end);
        else
            addByte(next, byte, read.start(index), end);
        const length = escapeLength(next);
        if (length === 0 || next.length - length < decoded)
            continue;
        const written = next.last(length);
        add(next, written, next.pop(length), end);
        decoded = next.length;
    }
    return next;
}
function add(read, written, start, end) {
    const code = codePointOf(written);
    if (code <= lastOfAscii)
        addByte(read, code, start, end);
    else if (written.startsWith('%'))
        read.push(code, start, end);
    else
        addWide(read, code, start, end);
}
function addByte(read, code, start, end) {
    if (code > decode_blank && code !== lastOfAscii)
        read.push(code, start, end);
    else
        addBlank(read, start, end);
}
function addBlank(read, start, end) {
    while (read.fromEnd(1) === decode_backslash)
        read.pop(1);
    if (read.fromEnd(1) === decode_blank)
        read.extend(end);
    else
        read.push(decode_blank, start, end);
}
function addWide(read, unit, start, end) {
    const isSecond = unit >= 0xdc_00 && unit <= 0xdf_ff && read.fromEnd(3) === 0xed && (read.fromEnd(2) & 0xf0) === 0xa0;
    const first = ((read.fromEnd(2) & 0x0f) << 6) | (read.fromEnd(1) & 0x3f);
    const code = isSecond ? 0x1_00_00 + (first << 10) + (unit - 0xdc_00) : unit;
    const from = isSecond ? read.pop(3) : start;
    const more = code < 0x8_00 ? 1 : code < 0x1_00_00 ? 2 : 3;
    const lead = [0, 0xc0, 0xe0, 0xf0][more] ?? 0;
    read.push(lead | (code >> (6 * more)), from, end);
    for (let left = more - 1; left >= 0; left--)
        read.push(0x80 | ((code >> (6 * left)) & 0x3f), from, end);
}

;// CONCATENATED MODULE: ./build/redaction/matcher.js
const headLength = 4;
const hashes = 2 ** 16;
class Matcher {
    #byHead = new Map();
    #begins = new Uint8Array(hashes);
    add(needle) {
        const head = needle.slice(0, headLength);
        const needles = this.#byHead.get(head) ?? new Set();
        this.#byHead.set(head, needles.add(needle));
        this.#begins[hashAt(needle, 0)] = 1;
    }
    spansIn(text) {
        const spans = [];
        for (let index = 0; index + headLength <= text.length; index++) {
            if (this.#begins[hashAt(text, index)] === 0)
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
function hashAt(text, index) {
    let hash = 0;
    for (let at = index; at < index + headLength; at++)
        hash = Math.imul(hash, 67) + text.charCodeAt(at);
    return hash & (hashes - 1);
}

;// CONCATENATED MODULE: ./build/redaction/redactor.js



const instead = '***';
const reach = 64 * 1024;
class Redactor {
    #known = new Set();
    #asTheyAre = new Matcher();
    #decoded = new Matcher();
    #base64 = new Matcher();
    add(secret) {
        if (this.#known.has(secret))
            return;
        this.#known.add(secret);
        const { written, base64 } = formsOf(secret);
        for (const form of [...written, ...base64])
            this.#asTheyAre.add(form);
        for (const form of base64)
            this.#base64.add(form);
        for (const { bytes } of written.flatMap(decode))
            if (bytes.length >= shortest)
                this.#decoded.add(bytes);
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
    cut(text, at) {
        const first = Math.max(0, at - reach);
        const spans = this.#spansIn(text.slice(first, at + reach));
        const across = spans.find(([start, end]) => first + start < at && at < first + end);
        return across ? first + across[1] : at;
    }
    #spansIn(text) {
        if (this.#known.size === 0)
            return [];
        const found = [...this.#asTheyAre.spansIn(text)];
        for (const decoded of decode(text)) {
            for (const place of this.#decoded.spansIn(decoded.bytes))
                found.push(decoded.span(...place));
            const compact = withoutBlanks(decoded);
            for (const place of this.#base64.spansIn(compact.bytes))
                found.push(compact.span(...place));
        }
        return merged(found.toSorted(([one], [other]) => one - other));
    }
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

;// CONCATENATED MODULE: ./build/github/report/log.js



function inert(text) {
    return text
        .replaceAll(/^([[\s\p{C}\p{DI}]--[\n\r\u2028\u2029]]*):(?=[\p{C}\p{DI}]*:)/gmv, '$1: ')
        .replaceAll(/#(?=[\p{C}\p{DI}]*#[\p{C}\p{DI}]*\[)/gv, '# ');
}
const maskLimit = 200;
const redactor = new Redactor();
const redact = (text) => redactor.redact(text);
const log = {
    info: (line) => core/* info */.pq(inert(redact(line))),
    debug: (line) => core/* debug */.Yz(redact(line)),
    notice: (message) => core/* notice */.lm(redact(message)),
    warning: (message, place) => core/* warning */.$e(redact(message), propertiesOf(place)),
    error: (message, place) => core/* error */.z3(redact(message), propertiesOf(place)),
    group: (heading, work) => core/* group */.Os(inert(redact(heading)), work),
    mask(secret) {
        redactor.add(secret);
        for (const line of linesOf(secret).slice(0, maskLimit))
            core/* setSecret */.Pq(line);
    },
    redact,
    cut: (text, at) => redactor.cut(text, at),
};
function propertiesOf(place) {
    if (!place)
        return {};
    const { file, line, endLine } = place;
    return { file, ...(line && { startLine: line }), ...(endLine && { endLine }) };
}


})

};
