import { modules as shared0 } from './shared-9149.index.js';
export const id = 2087;
export const ids = [2087];
export const modules = {

...shared0,
4788:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I: () => (htmlTable),
  h: () => (htmlCode)
});
function htmlCode(text) {
    const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
    return `<code>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code>`;
}
function htmlTable(columns, rows) {
    const filled = columns.filter(({ cell }) => rows.some((row) => cell(row) !== undefined));
    const headings = filled.map(({ heading, isNumber }) => `<th nowrap align="${isNumber ? 'right' : 'left'}">${heading}</th>`);
    const cells = rows.map((row) => filled.map(({ cell, isNumber }) => `<td nowrap${isNumber ? ' align="right"' : ''}>${cell(row) ?? '\u2013'}</td>`));
    return ['<table>', ...[headings, ...cells].map((line) => `<tr>${line.join('')}</tr>`), '</table>'].join('\n');
}


}),

51212:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (markdownCode),
  p: () => (markdownText)
});
const live = /:\/\/|www\.|@|#\d|GH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/i;
const special = /[\\`*_{}[\]<>|#!&~$]/g;
const opening = /^(?:[-+=]|\d+(?=[.)]))/;
function markdownText(text) {
    const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
    const shown = line.replaceAll(/[^\s|`]+|[|`]/g, (word) => (live.test(word) ? asCode(word) : escaped(word)));
    return shown.replace(opening, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`));
}
function asCode(word) {
    const [, shown = word, after = ''] = /^(.+(?::\d+|@sha256:[0-9a-f]+))([),.:;]+)$/.exec(word) ?? [];
    return `\`${shown}\`${after}`;
}
function escaped(word) {
    return word.replaceAll(special, '\\$&');
}
function markdownCode(text) {
    return `\`${text.replaceAll(/[\s\p{C}`]+/gu, ' ').trim() || ' '}\``;
}


}),

2087:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  summaryMarkdown: () => (summaryMarkdown),
  writeSummary: () => (writeSummary)
});

var external_node_fs_ = __webpack_require__(73024);
var input_error = __webpack_require__(53587);
var outcome_text = __webpack_require__(27060);
var part_report = __webpack_require__(9897);
var runner_file = __webpack_require__(68518);
var report_switch = __webpack_require__(57117);
var format_amount = __webpack_require__(27186);
var markdown = __webpack_require__(51212);
;// CONCATENATED MODULE: ./build/github/summary/summary-text.js
function codeBlock(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text.replaceAll(/(?![\n\t])\p{C}/gu, '')}\n${fence}`;
}
function formatSeconds(seconds) {
    if (seconds < 9.95)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

;// CONCATENATED MODULE: ./build/github/summary/build-line.js



const limit = 100;
function buildLine({ seconds, steps, cached, platforms }) {
    const parts = [
        formatSeconds(seconds),
        steps > 0 && `${cached} of ${(0,format_amount/* formatCount */.B)(steps, 'step')} cached`,
        platforms.length > 0 && platforms.map(markdown/* markdownText */.p).join(', '),
    ];
    return `**Build:** ${parts.filter(Boolean).join(' \u00b7 ')}`;
}
function warningsList(warnings) {
    if (warnings.length === 0)
        return undefined;
    const lines = warnings.slice(0, limit).map(formatWarning);
    const rest = warnings.length > limit ? [`- and ${warnings.length - limit} more`] : [];
    const heading = `<details><summary>${(0,format_amount/* formatCount */.B)(warnings.length, 'build check warning')}</summary>`;
    return [heading, '', ...lines, ...rest, '', '</details>'].join('\n');
}
function formatWarning({ message, place: { file, line } }) {
    return `- ${(0,markdown/* markdownText */.p)(`${line ? `${file}:${line}` : file}: ${message}`)}`;
}

var html = __webpack_require__(4788);
var compare_images = __webpack_require__(9149);
var image_comparison = __webpack_require__(97425);
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/github/summary/image/layer-name.js


const layer_name_limit = 100;
function layerName({ instruction, digest }) {
    const text = (instruction ?? '')
        .slice(0, 16 * layer_name_limit)
        .replaceAll(/[\s\p{C}]+/gu, ' ')
        .trim();
    if (text === '')
        return (0,html/* htmlCode */.h)((0,oci_digest/* shortDigest */.VK)(digest));
    const characters = [...text];
    return (0,html/* htmlCode */.h)(characters.length > layer_name_limit ? `${characters.slice(0, layer_name_limit).join('')}\u2026` : text);
}

;// CONCATENATED MODULE: ./build/github/summary/image/size-bar.js
const width = 20;
function sizeBar({ size, before }, largest) {
    const parts = [
        ['\u2588', Math.min(size, before)],
        ['\u2593', Math.max(0, size - before)],
        ['\u2591', Math.max(0, before - size)],
    ];
    const bar = parts
        .map(([mark, bytes]) => mark.repeat(largest === 0 ? 0 : Math.round((bytes / largest) * width)))
        .join('');
    return bar === '' && size + before > 0 ? '\u258f' : bar;
}

;// CONCATENATED MODULE: ./build/github/summary/image/layers-details.js







const layerLimit = 50;
const changeLimit = 3;
const marks = {
    same: '',
    changed: '\u270f\ufe0f',
    new: '\ud83c\udd95',
    gone: '\ud83d\uddd1\ufe0f',
    alone: undefined,
};
function changesList(platform, isOneOfMany) {
    const changes = (0,compare_images/* largestChanges */.o)(platform, changeLimit);
    if (changes.length === 0)
        return undefined;
    const lines = changes.map((layer) => {
        const change = layer.status === 'gone' ? 'removed' : layer.status;
        return `<li>${(0,image_comparison/* formatChange */.e)(layer.size, layer.before)}: ${layerName(layer)} (${change})</li>`;
    });
    const where = isOneOfMany && platform.platform !== undefined ? ` for ${(0,markdown/* markdownCode */.D)(platform.platform)}` : '';
    return [`Largest changes${where}:`, '', '<ul>', ...lines, '</ul>'].join('\n');
}
function layersDetails(platform) {
    const { layers } = platform;
    if (layers.length === 0)
        return undefined;
    const shown = layers.slice(0, layerLimit);
    const rest = layers.slice(layerLimit);
    const bytes = rest.reduce((sum, { size }) => sum + size, 0);
    const more = rest.length > 0 ? [`and ${(0,format_amount/* formatCount */.B)(rest.length, 'more layer')} (${(0,format_amount/* formatBytes */.z)(bytes)})`, ''] : [];
    const name = platform.platform === undefined ? '' : ` of ${(0,html/* htmlCode */.h)(platform.platform)}`;
    return [
        `<details><summary>${(0,format_amount/* formatCount */.B)(layers.length, 'layer')}${name}${countChanges(layers)}</summary>`,
        '',
        (0,html/* htmlTable */.I)(columnsFor(shown), shown),
        '',
        ...more,
        '</details>',
    ].join('\n');
}
function countChanges(layers) {
    const words = ['changed', 'new', 'gone'].flatMap((status) => {
        const count = layers.filter((layer) => layer.status === status).length;
        return count === 0 ? [] : [`${count} ${status === 'gone' ? 'removed' : status}`];
    });
    return words.length === 0 ? '' : `: ${words.join(', ')}`;
}
function columnsFor(layers) {
    const largest = Math.max(...layers.map(({ size, before }) => Math.max(size, before)));
    const isCompared = (layer) => layer.status !== 'alone';
    return [
        { heading: '', cell: ({ status }) => marks[status] },
        { heading: 'Size', isNumber: true, cell: ({ size }) => (0,format_amount/* formatBytes */.z)(size) },
        {
            heading: 'Change',
            isNumber: true,
            cell: (layer) => isCompared(layer) && layer.size !== layer.before ? (0,image_comparison/* formatChange */.e)(layer.size, layer.before) : undefined,
        },
        {
            heading: '',
            cell: (layer) => `<samp>${sizeBar(isCompared(layer) ? layer : { ...layer, before: layer.size }, largest)}</samp>`,
        },
        { heading: 'Layer', cell: layerName },
    ];
}

;// CONCATENATED MODULE: ./build/github/summary/image/platforms-table.js



const columns = [
    { heading: 'Platform', cell: ({ platform }) => (platform === undefined ? undefined : (0,html/* htmlCode */.h)(platform)) },
    { heading: 'Size', isNumber: true, cell: ({ size }) => (0,format_amount/* formatBytes */.z)(size) },
    { heading: 'Change', isNumber: true, cell: changeOf },
    { heading: 'Layers', isNumber: true, cell: countOf },
    { heading: 'Base', cell: ({ otherBase }) => otherBase && `changed, was ${(0,html/* htmlCode */.h)(otherBase)}` },
];
function platformsTable({ platforms }) {
    return (0,html/* htmlTable */.I)(columns, platforms);
}
function changeOf({ size, before }) {
    return before === 0 && size > 0 ? 'new' : (0,image_comparison/* formatChange */.e)(size, before);
}
function countOf({ layers }) {
    const all = layers.filter(({ status }) => status !== 'gone');
    const changed = all.filter(({ status }) => status === 'new' || status === 'changed').length;
    return changed > 0 && changed < all.length ? `${changed} of ${all.length} changed` : String(all.length);
}

;// CONCATENATED MODULE: ./build/github/summary/image/image-sections.js





const fullLimit = 3;
const lineLimit = 100;
function imageSections(given = { images: [] }) {
    const { images, base, platform } = given;
    const isFew = images.length <= fullLimit;
    const full = images.flatMap((image) => sectionOf(image, images.length === 1, platform));
    return [...(isFew ? full : linesOn(images)), base && baseLine(base)];
}
function sectionOf({ name, comparison }, isOnly, platform) {
    const { platforms, previous, gone } = comparison;
    const shown = platforms.find((each) => each.platform === platform) ?? platforms[0];
    const which = isOnly ? '' : ` ${(0,markdown/* markdownCode */.D)(name)}`;
    const than = previous ? `, compared with the previous \`${previous.tag}\`: ${(0,markdown/* markdownCode */.D)(previous.name)}` : '';
    return [
        `**Image**${which}${than}`,
        platformsTable(comparison),
        gone.length > 0 ? `No longer in the image: ${gone.map(markdown/* markdownCode */.D).join(', ')}` : undefined,
        shown && changesList(shown, platforms.length > 1),
        shown && layersDetails(shown),
    ];
}
function baseLine({ name, digest }) {
    return `**Base image:** ${(0,markdown/* markdownCode */.D)(digest ? `${name}@${digest}` : name)}`;
}
const image_sections_columns = [
    { heading: 'Image', cell: ({ name }) => (0,html/* htmlCode */.h)(name) },
    { heading: 'Platforms', isNumber: true, cell: ({ comparison: { platforms } }) => String(platforms.length) },
    { heading: 'Size', isNumber: true, cell: ({ comparison }) => (0,format_amount/* formatBytes */.z)(totalOf(comparison).size) },
    { heading: 'Change', isNumber: true, cell: ({ comparison }) => changeOf(totalOf(comparison)) },
];
function linesOn(images) {
    const rest = images.length - lineLimit;
    const bytes = images.reduce((sum, { comparison }) => sum + totalOf(comparison).size, 0);
    const lines = [
        `<details><summary>Sizes of ${(0,format_amount/* formatCount */.B)(images.length, 'image')} (${(0,format_amount/* formatBytes */.z)(bytes)}, counting shared layers for each)</summary>`,
        (0,html/* htmlTable */.I)(image_sections_columns, images.slice(0, lineLimit)),
        ...(rest > 0 ? [`and ${(0,format_amount/* formatCount */.B)(rest, 'more image')}`] : []),
        '</details>',
    ];
    return [lines.join('\n\n')];
}
function totalOf({ platforms }) {
    const isKnown = platforms.length > 0 && platforms.every(({ before }) => before !== undefined);
    const size = platforms.reduce((sum, each) => sum + each.size, 0);
    return { size, layers: [], ...(isKnown && { before: platforms.reduce((sum, { before = 0 }) => sum + before, 0) }) };
}

;// CONCATENATED MODULE: ./build/github/summary/parts-table.js



const headings = ['Part', 'Digest', 'Size', 'Time', 'Runner'];
function partsTable({ parts, missing }) {
    if (parts.length + missing.length === 0)
        return undefined;
    const rows = [
        ...parts.map(cellsOf),
        ...missing.map((platform) => [`\u2796 ${(0,html/* htmlCode */.h)(platform)}`, 'missing', '\u2013', '\u2013', '\u2013']),
    ];
    const lines = [headings, ...rows].map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`);
    return ['<table>', ...lines, '</table>'].join('\n');
}
function cellOf(text) {
    return `<td nowrap>${text}</td>`;
}
function cellsOf({ part, digest, content = digest, attempt, note }) {
    const { runner, bytes, seconds } = note ?? {};
    const machine = [runner?.os, runner?.arch].filter(Boolean).join(' ');
    const where = [runner?.name, machine, attempt > 1 && `attempt ${attempt}`].filter(Boolean).join(' \u00b7 ');
    return [
        `\u2705 ${part.map(html/* htmlCode */.h).join(', ')}`,
        content === '' ? '\u2013' : (0,html/* htmlCode */.h)(content),
        bytes === undefined ? '\u2013' : (0,format_amount/* formatBytes */.z)(bytes),
        seconds === undefined ? '\u2013' : formatSeconds(seconds),
        where === '' ? '\u2013' : (0,html/* htmlCode */.h)(where),
    ];
}

var distribution_target = __webpack_require__(51208);
;// CONCATENATED MODULE: ./build/github/summary/tags-list.js



function tagsList(outcomes) {
    const tagged = outcomes.filter(({ tags }) => tags.length > 0);
    const lines = new Set(tagged.map(tagsOf));
    if (lines.size < 2)
        return lines.size === 0 ? undefined : `**Tags:** ${[...lines].join()}`;
    return [
        '**Tags:**',
        '',
        ...tagged.map((outcome) => `- \`${(0,distribution_target/* formatTarget */.P)(outcome.target)}\`: ${tagsOf(outcome)}`),
    ].join('\n');
}
function tagsOf(outcome) {
    const groups = Map.groupBy(outcome.tags, (tag) => (0,outcome_text/* describeTag */.y)(tag, outcome));
    const texts = [...groups].map(([words, group]) => {
        const names = group.map(({ tag }) => `\`${tag}\``).join(', ');
        return words === 'published' ? names : `${names} ${words}`;
    });
    return texts.join('; ');
}
function copyBlocks(outcomes, digest) {
    if (!digest)
        return [];
    const references = outcomes
        .filter(({ status }) => status === 'published')
        .map(({ target, tags, root }) => {
        const tag = tags.find(({ status }) => status === 'published' || status === 'unchanged')?.tag;
        return `${(0,distribution_target/* formatTarget */.P)(target)}${tag ? `:${tag}` : ''}@${root?.digest ?? digest}`;
    });
    return references.length === 0 ? [] : [codeBlock(references.join('\n')), codeBlock(`docker pull ${references[0]}`)];
}

var plan_outcome = __webpack_require__(54566);
;// CONCATENATED MODULE: ./build/github/summary/targets-table.js





const targets_table_marks = {
    published: '\u2705',
    unconfirmed: '\u2753',
    withheld: '\u2796',
    failed: '\u274c',
    planned: '\ud83d\udcdd',
};
const targets_table_columns = [
    { heading: 'Target', cell: (outcome) => `${markOf(outcome)} <samp>${(0,distribution_target/* formatTarget */.P)(outcome.target)}</samp>` },
    { heading: 'Bake target', cell: ({ bakeTargets }) => bakeTargets?.join(', ') },
    { heading: 'Images', isNumber: true, cell: ({ images = 1 }) => (images > 1 ? String(images) : undefined) },
    {
        heading: 'Referrers',
        isNumber: true,
        cell: ({ referrers = 0 }) => (referrers > 0 ? String(referrers) : undefined),
    },
    { heading: 'Already there', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.kept) },
    { heading: 'Mounted', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.mounted) },
    {
        heading: 'Uploaded',
        isNumber: true,
        cell: ({ traffic, status }) => onlyIf(status !== 'planned', traffic.uploaded),
    },
    {
        heading: 'To upload',
        isNumber: true,
        cell: ({ traffic, status }) => onlyIf(status === 'planned', traffic.uploaded),
    },
    { heading: 'Time', isNumber: true, cell: ({ seconds }) => (seconds > 0 ? formatSeconds(seconds) : undefined) },
    { heading: 'Retries', isNumber: true, cell: ({ retries }) => (retries > 0 ? String(retries) : undefined) },
];
function markOf(outcome) {
    return outcome.status === 'published' && (0,plan_outcome/* overtakenTags */.h5)(outcome).length > 0 ? '\u26a0\ufe0f' : targets_table_marks[outcome.status];
}
function targetsTable(outcomes) {
    return outcomes.length === 0 ? undefined : (0,html/* htmlTable */.I)(targets_table_columns, outcomes);
}
function formatAmount({ blobs, bytes }) {
    return blobs === 0 ? undefined : `${blobs} (${(0,format_amount/* formatBytes */.z)(bytes)})`;
}
function onlyIf(applies, amount) {
    return applies ? formatAmount(amount) : undefined;
}
function savingsLine(outcomes) {
    const isPlanned = outcomes.some(({ status }) => status === 'planned');
    if (!isPlanned && outcomes.every(({ status }) => status !== 'published'))
        return undefined;
    const [kept, mounted, uploaded] = ['kept', 'mounted', 'uploaded'].map((kind) => total(outcomes.map(({ traffic }) => traffic[kind])));
    if (!kept || !mounted || !uploaded || kept.blobs + mounted.blobs === 0)
        return undefined;
    const spared = total([kept, mounted]);
    const all = total([spared, uploaded]);
    const reasons = [
        kept.blobs > 0 && `${(0,format_amount/* formatCount */.B)(kept.blobs, 'blob')} already there`,
        mounted.blobs > 0 && `${mounted.blobs} mounted`,
    ];
    const words = isPlanned ? 'would not have to be sent' : 'did not have to be sent';
    const amounts = `${(0,format_amount/* formatBytes */.z)(spared.bytes)} of ${(0,format_amount/* formatBytes */.z)(all.bytes)}`;
    return `**Saved:** ${amounts} ${words} (${reasons.filter(Boolean).join(', ')})`;
}
function total(amounts) {
    return amounts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
        blobs: 0,
        bytes: 0,
    });
}

;// CONCATENATED MODULE: ./build/github/summary/title.js


function titleOf(run) {
    const { outcomes, subject } = run;
    const { mark, words } = verdictOf(run);
    const done = outcomes.filter(({ status }) => status === 'published').length;
    const count = done > 0 && done < outcomes.length ? `${done} of ${outcomes.length}` : outcomes.length;
    const targets = outcomes.length > 1 ? ` (${count} targets)` : '';
    return `### ${mark} ${words} \`${subject.replaceAll('`', '')}\`${targets}`;
}
const replaced = { mark: '\u26a0\ufe0f', words: 'Published, but not every tag points at the image:' };
function verdictOf(run) {
    const { outcomes, failure, goal, isDone } = run;
    if (failure !== undefined)
        return { mark: '\u274c', words: isBuildError(failure) ? failedWords[goal] : 'Failed:' };
    const statuses = new Set(outcomes.map(({ status }) => status));
    if (outcomes.length === 0)
        return { mark: '\u2705', words: doneWords[goal] };
    if (run.part && isDone && !(0,part_report/* isPublication */.PL)(run.part))
        return { mark: '\ud83e\udde9', words: `Brought ${run.part.part.join(', ')} of` };
    return verdictOn(statuses, run);
}
function verdictOn(statuses, { outcomes, isDone }) {
    if (statuses.has('planned'))
        return { mark: isDone ? '\ud83d\udcdd' : '\u274c', words: 'Dry run, nothing was published:' };
    if (!statuses.has('published'))
        return { mark: '\u274c', words: wordsWithout(statuses) };
    if (statuses.size > 1)
        return { mark: isDone ? '\u26a0\ufe0f' : '\u274c', words: 'Partly published:' };
    return outcomes.some((outcome) => (0,plan_outcome/* overtakenTags */.h5)(outcome).length > 0) ? replaced : { mark: '\u2705', words: 'Published' };
}
function wordsWithout(statuses) {
    return statuses.has('unconfirmed') ? 'Accepted, but not visible yet:' : 'Not published:';
}
const doneWords = {
    build: 'Built, not pushed:',
    run: 'The command succeeded, nothing was published:',
    read: 'Read, not pushed:',
    check: 'Build check passed:',
    call: 'Done:',
};
const failedWords = {
    build: 'Build failed:',
    run: 'The command failed:',
    read: 'Failed:',
    check: 'Build check failed:',
    call: 'Failed:',
};
function isBuildError(failure) {
    return failure instanceof Error && failure.name === 'BuildError';
}

;// CONCATENATED MODULE: ./build/github/summary/summary.js














function summaryMarkdown(run) {
    const { outcomes, digest, failure, build, unpushed, part } = run;
    const isImage = !part || (0,part_report/* isPublication */.PL)(part);
    const parts = [
        titleOf(run),
        unpushed && (0,markdown/* markdownText */.p)(unpushed),
        part && (0,markdown/* markdownText */.p)((0,part_report/* describePart */.xW)(part)),
        ...(failure === undefined ? [] : failureParts(failure)),
        list([...outcomes.flatMap(outcome_text/* complaintsOf */.Cv), ...(0,outcome_text/* objectionsTo */.uC)(outcomes)]),
        ...excerptsOf(outcomes),
        ...(isImage ? copyBlocks(outcomes, digest) : []),
        ...(run.checks ?? []),
        digest && outcomes.length === 0 && `**Digest:** \`${digest}\``,
        tagsList(shown(run)),
        part && partsTable(part),
        targetsTable(shown(run)),
        savingsLine(outcomes),
        ...imageSections(run.image),
        build && buildLine(build),
        build && warningsList(build.warnings),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
function shown({ outcomes, failure }) {
    return failure === undefined ? outcomes : outcomes.filter(({ status }) => status !== 'withheld');
}
function failureParts(failure) {
    const errors = (0,input_error/* problemsOf */.GW)(failure);
    const { excerpt } = Object(failure);
    const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)));
    return [errors.length === 1 ? (0,markdown/* markdownText */.p)(messages.join()) : list(messages), excerpt && codeBlock(excerpt)];
}
function excerptsOf(outcomes) {
    const objections = outcomes.flatMap(({ objection }) => (objection ? [objection] : []));
    const errors = objections.flatMap(input_error/* problemsOf */.GW);
    const excerpts = errors.map((error) => Object(error).excerpt);
    return [...new Set(excerpts.filter((excerpt) => excerpt !== undefined && excerpt !== ''))].map((excerpt) => codeBlock(excerpt ?? ''));
}
function list(lines) {
    return lines.map((line) => `- ${(0,markdown/* markdownText */.p)(line)}`).join('\n') || undefined;
}
function writeSummary(markdown, variables) {
    const { GITHUB_STEP_SUMMARY, DOCKER_BUILD_SUMMARY } = variables;
    if (!GITHUB_STEP_SUMMARY || (0,report_switch/* isDisabled */.d)(DOCKER_BUILD_SUMMARY))
        return;
    (0,runner_file/* writeRunnerFile */.o)('GITHUB_STEP_SUMMARY', variables, (file) => (0,external_node_fs_.appendFileSync)(file, markdown));
}


})
};
