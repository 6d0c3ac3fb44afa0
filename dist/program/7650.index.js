import { modules as shared0 } from './shared-88862.index.js';
import { modules as shared1 } from './shared-18895.index.js';
import { modules as shared2 } from './shared-59657.index.js';
import { modules as shared3 } from './shared-83947.index.js';
import { modules as shared4 } from './shared-48453.index.js';
import { modules as shared5 } from './shared-25580.index.js';
import { modules as shared6 } from './shared-3782.index.js';
import { modules as shared7 } from './shared-50970.index.js';
import { modules as shared8 } from './shared-48412.index.js';
import { modules as shared9 } from './shared-5872.index.js';
import { modules as shared10 } from './shared-43543.index.js';
import { modules as shared11 } from './shared-9359.index.js';
export const id = 7650;
export const ids = [7650];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
...shared7,
...shared8,
...shared9,
...shared10,
...shared11,
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

47650:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openScan: () => (openScan)
});

var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var scan_document = __webpack_require__(5872);
;// CONCATENATED MODULE: ./build/plan/scan-change.js
function compareFindings(now, earlier) {
    const [present, former] = [byKey(now), byKey(earlier)];
    return {
        added: [...present.values()].filter(({ key }) => !former.has(key)),
        gone: [...former.values()].filter(({ key }) => !present.has(key)),
    };
}
function describeChange({ added, gone }) {
    return `${added.length} new, ${gone.length} gone`;
}
function totalChange(scans) {
    const compared = scans.filter(({ change }) => change);
    if (compared.length === 0)
        return undefined;
    const all = (kind) => [
        ...Map.groupBy(compared, ({ image }) => image)
            .values()
            .flatMap((group) => byKey(group.flatMap(({ change }) => change?.[kind] ?? [])).values()),
    ];
    return { added: all('added'), gone: all('gone') };
}
function byKey(findings) {
    return new Map(findings.map((finding) => [finding.key, finding]));
}

var scan_report = __webpack_require__(18532);
var check = __webpack_require__(50970);
var checked_image = __webpack_require__(43543);
var checked_layout = __webpack_require__(88306);
var platform_manifests = __webpack_require__(54100);
var external_node_util_ = __webpack_require__(57975);
var regular_file = __webpack_require__(16659);
var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/checks/scan/run-scanner.js





const reportLimit = 64 * 1024 * 1024;
async function runScanner(name, files, options) {
    const { scanner, extra } = options;
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(files.json), { recursive: true });
    for (const file of [files.json, files.sarif])
        await (0,promises_.rm)(file, { force: true });
    for (const args of scanner.commands(files, extra))
        await runOnce(args, options);
    const read = async (path) => (await readReport(path)).replaceAll(files.layout, name);
    const text = await read(files.json);
    const findings = text === '' ? undefined : scanner.findings((0,json/* parseRecord */.Hh)(text));
    if (!findings)
        throw new Error(`${scanner.program} ended successfully, but wrote no report that can be read`);
    return { findings, text, sarif: (0,json/* parseRecord */.Hh)(await read(files.sarif)) };
}
async function runOnce(args, options) {
    const { scanner, directory, variables, environment, signal } = options;
    const { run, log } = environment;
    const { program } = scanner;
    log.info(`[command] ${program} ${args.join(' ')}`);
    let last = '';
    const onLine = (text) => {
        const line = log.redact(text);
        log.info(line);
        if (line.trim() !== '')
            last = line;
    };
    const ending = run({ program, args, variables, directory, onLine, cut: log.cut, signal, isGroup: true });
    const { exitCode } = await ending.catch((cause) => {
        signal.throwIfAborted();
        throw new Error(`${program} cannot be started: ${cause.message}`, { cause });
    });
    if (exitCode === 0)
        return;
    const how = exitCode > 128 ? `was killed (exit code ${exitCode})` : `ended with exit code ${exitCode}`;
    const words = (0,external_node_util_.stripVTControlCharacters)(last).trim().slice(0, 300).replace(/\.$/, '');
    throw new Error(`${program} ${how}${words ? `: ${words}` : ''}`);
}
async function readReport(path) {
    return await (0,regular_file/* readText */.yR)(path, reportLimit).catch(() => '');
}

var external_node_crypto_ = __webpack_require__(77598);
var severity = __webpack_require__(10139);
;// CONCATENATED MODULE: ./build/checks/scan/sarif.js




function mergeSarif(reports, scanner) {
    const runs = reports.flatMap(({ name, sarif }) => (0,severity/* recordsIn */.Q0)(sarif.runs).map((run) => ({ ...run, automationDetails: { id: `scan/${name.replaceAll('/', '-')}/` } })));
    const failed = {
        tool: { driver: { name: scanner, rules: [] } },
        results: [],
        invocations: [{ executionSuccessful: false }],
    };
    return {
        version: '2.1.0',
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        runs: runs.length > 0 ? runs : [failed],
    };
}
async function writeSarif(path, document) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const written = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_crypto_.randomUUID)()}.sarif`);
    await (0,promises_.writeFile)(written, JSON.stringify(document));
    await (0,promises_.rename)(written, path);
}

;// CONCATENATED MODULE: ./build/checks/scan/since-earlier.js

function changeSince({ scanner, report }, findings, { url, program, findings: read }) {
    if (scanner !== url && !scanner.startsWith(`${url}@`))
        throw new Error('is by another scanner');
    const earlier = read(report);
    if (!earlier)
        throw new Error(`is not what ${program} writes`);
    return compareFindings(findings, earlier);
}

;// CONCATENATED MODULE: ./build/checks/scan/scan-check.js










class ScanCheck {
    name = 'scan';
    stage = 'proof';
    isForParts = false;
    #options;
    #scans = [];
    #sarif = [];
    constructor(options) {
        this.#options = options;
    }
    async approve(ready) {
        await this.#scanAll((0,checked_image/* imagesAt */.F)(ready, this.#options.required));
        return [];
    }
    async checkUnpublished({ sources }) {
        await this.#scanAll(sources.map(checked_image/* imageHere */.Y));
    }
    report() {
        return { outputs: { scan: (0,scan_report/* scanJson */.Ey)(this.#scans) }, summary: this.#options.summarize(this.#scans) };
    }
    async #scanAll(images) {
        const { scanner, sarif, signal } = this.#options;
        this.#scans = [];
        this.#sarif = [];
        const problems = [];
        for (const [index, image] of images.entries()) {
            try {
                problems.push(...(await this.#scanImage(image, `scan-${index}`, images.length > 1)));
            }
            catch (error) {
                signal.throwIfAborted();
                problems.push(`${image.name}: ${error.message}`);
            }
        }
        if (sarif !== undefined)
            await writeSarif(sarif, mergeSarif(this.#sarif, scanner.program));
        this.#judge(problems);
    }
    async #scanImage(image, folder, isOneOfMany) {
        const { temp, environment, signal } = this.#options;
        const platforms = await (0,platform_manifests/* platformManifests */.O)(image, signal);
        const layout = new checked_layout/* CheckedLayout */.K({ directory: (0,external_node_path_.join)(temp, folder, 'layout'), log: environment.log, signal });
        await layout.add(image, platforms.map(({ manifest }) => manifest));
        const problems = [];
        for (const each of platforms) {
            const name = isOneOfMany ? `${image.name} (${each.platform})` : each.platform;
            try {
                await layout.select(each.manifest.descriptor);
                const place = { name, directory: (0,external_node_path_.join)(temp, folder), layout: layout.directory };
                const problem = await this.#scan(image, { ...each, isOnly: platforms.length === 1 }, place);
                if (problem)
                    problems.push(problem);
            }
            catch (error) {
                signal.throwIfAborted();
                problems.push(`${name}: ${error.message}.`);
            }
        }
        return problems;
    }
    async #scan(image, { platform, manifest: { descriptor }, isOnly }, { name, directory, layout }) {
        const { scanner, version, threshold, environment, findEarlier, keep } = this.#options;
        const fileFor = (ending) => (0,external_node_path_.join)(directory, `${descriptor.digest.replace(':', '-')}.${ending}`);
        const files = { layout, json: fileFor('json'), sarif: fileFor('sarif') };
        const started = environment.now().toISOString();
        const finding = image.upload && findEarlier?.(image.upload, { platform, isOnly });
        const { findings, sarif, text } = await runScanner(image.name, files, this.#options);
        keep?.(descriptor.digest, {
            scanner: scanner.url,
            version,
            text,
            started,
            finished: environment.now().toISOString(),
        });
        const counts = (0,scan_report/* countFindings */.Gt)(findings);
        const change = this.#compare(name, findings, await finding);
        this.#scans.push({ image: image.name, platform, counts, ...(change && { change }) });
        this.#sarif.push({ name, sarif });
        const since = change ? `; since the previous image ${describeChange(change)}` : '';
        environment.log.info(`${name}: ${(0,scan_report/* describeCounts */.wv)(counts)}${since}`);
        const excess = (0,scan_report/* describeExcess */.d9)(counts, threshold);
        return excess && `${scanner.program} found ${excess} in ${name}.`;
    }
    #compare(name, findings, earlier) {
        const { scanner, environment } = this.#options;
        try {
            return earlier && changeSince(earlier, findings, scanner);
        }
        catch (error) {
            const reason = error.message;
            environment.log.info(`${name}: not compared with the previous image, whose scan ${reason}`);
            return undefined;
        }
    }
    #judge(problems) {
        if (problems.length === 0)
            return;
        const { threshold, warns, environment } = this.#options;
        const isExceeded = this.#scans.some(({ counts }) => (0,scan_report/* describeExcess */.d9)(counts, threshold) !== undefined);
        const advice = `Update what is affected, or set 'scan-fail-on' (now '${threshold}') or 'scan-args'.`;
        const objection = new check/* CheckError */.t(this.name, [...problems, ...(isExceeded ? [advice] : [])].join(' '));
        if (!warns)
            throw objection;
        environment.log.warning(objection.message);
    }
}

;// CONCATENATED MODULE: ./build/checks/scan/scanner-variables.js
const needed = /^(?:PATH|HOME|USERPROFILE|TMPDIR|TMP|TEMP|LANG|LC_\w+|TZ|XDG_\w+|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy|SystemRoot|APPDATA|LOCALAPPDATA)$/i;
function scannerVariables(scanner, variables, configuration) {
    const isPassedOn = (name) => needed.test(name) || scanner.variables.test(name);
    const passedOn = Object.entries(variables).filter(([name]) => isPassedOn(name));
    return { ...Object.fromEntries(passedOn), ...scanner.settings, DOCKER_CONFIG: configuration };
}

var scanners = __webpack_require__(35143);
var markdown = __webpack_require__(51212);
;// CONCATENATED MODULE: ./build/github/summary/scan-table.js



function scanTable(scans) {
    if (scans.length === 0)
        return undefined;
    const hasImages = new Set(scans.map(({ image }) => image)).size > 1;
    const total = totalChange(scans);
    const since = total ? ['since the previous image'] : [];
    const head = [...(hasImages ? ['image'] : []), 'scanned', ...scan_report/* severities */.gO, ...since];
    const rows = scans.map(({ image, platform, counts, change }) => [
        ...(hasImages ? [(0,markdown/* markdownCode */.D)(image)] : []),
        (0,markdown/* markdownCode */.D)(platform),
        ...scan_report/* severities */.gO.map((severity) => {
            const { found, fixable } = counts[severity];
            return `${found}${fixable > 0 ? ` (${fixable} fixable)` : ''}`;
        }),
        ...since.map(() => (change ? describeChange(change) : 'not known')),
    ]);
    const align = head.map((name) => (scan_report/* severities */.gO.includes(name) ? '--:' : ':--'));
    const table = [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    return total && scans.length > 1 ? `${table}\n\nIn total since the previous image: ${describeChange(total)}.` : table;
}

var input_error = __webpack_require__(53587);
var process_variables = __webpack_require__(87287);
var at_most = __webpack_require__(64964);
var registry_error = __webpack_require__(30648);
var bundle = __webpack_require__(50288);
var dsse = __webpack_require__(59205);
var in_toto = __webpack_require__(29116);
var legacy_signer = __webpack_require__(91946);
var listed_referrers = __webpack_require__(3824);
var read_layer = __webpack_require__(1356);
var tagged_artifact = __webpack_require__(37971);
;// CONCATENATED MODULE: ./build/attach/release/find-scan.js










const mostRead = 4;
const mostObjects = 500_000;
const listedTypes = [bundle/* bundleType */.$7, (0,bundle/* bundlePlace */.M9)().configType, dsse/* inTotoType */.Y8, undefined];
async function findScan(search) {
    for await (const layer of layersOf(search)) {
        try {
            const found = (0,scan_document/* scanIn */.bU)((0,in_toto/* statementAbout */.pT)({ digest: search.subject }, statementIn(await (0,read_layer/* readLayer */.w)(search.remote, layer))));
            if (found)
                return found;
        }
        catch (error) {
            const { message } = error;
            search.onSkipped(error instanceof registry_error/* RegistryError */.g ? message : `it ${message}`);
        }
    }
    return undefined;
}
async function* layersOf({ remote, subject, isTagged }) {
    if (isTagged) {
        const tag = (0,tagged_artifact/* tagFor */.g)({ subject: { digest: subject } }, { ending: '.att' });
        yield* lastOf(documentsIn(await remote.manifests.get(tag)));
        return;
    }
    const listed = await (0,listed_referrers/* listedReferrers */.wd)(remote, subject);
    const like = listed.filter((each) => listedTypes.includes(each.artifactType) && mayBeScan(each));
    for (const { digest } of lastOf(like))
        yield* documentsIn(await remote.manifests.get(digest)).slice(0, 1);
}
function lastOf(all) {
    return all.slice(-mostRead).toReversed();
}
function documentsIn(manifest) {
    const types = [bundle/* bundleType */.$7, dsse/* inTotoType */.Y8, legacy_signer/* envelopeType */.DN];
    return (manifest?.blobs ?? []).slice(1).filter((layer) => types.includes(layer.mediaType) && mayBeScan(layer));
}
function mayBeScan({ annotations = {} }) {
    const names = [listed_referrers/* predicateField */.yX, 'in-toto.io/predicate-type', 'predicateType'];
    return names.every((name) => (annotations[name] ?? scan_document/* scanPredicateType */.jh) === scan_document/* scanPredicateType */.jh);
}
function statementIn({ mediaType, bytes }) {
    const text = textIn(mediaType, Buffer.from(bytes));
    let objects = 0;
    for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1))
        objects += 1;
    if (objects > mostObjects)
        throw new Error(`has more than ${mostObjects} objects`);
    return text;
}
function textIn(mediaType, bytes) {
    if (mediaType === dsse/* inTotoType */.Y8)
        return bytes.toString('utf8');
    if (mediaType === bundle/* bundleType */.$7)
        return (0,bundle/* envelopeIn */.YC)(bytes).payload.toString('utf8');
    return (0,dsse/* parseEnvelope */.mE)((0,json/* parseRecord */.Hh)(bytes.toString('utf8'))).payload.toString('utf8');
}

var descriptor = __webpack_require__(46937);
var image_platform = __webpack_require__(67554);
;// CONCATENATED MODULE: ./build/steps/checks/proof/earlier-scan.js




class EarlierScans {
    #isTagged;
    #log;
    constructor(isTagged, log) {
        this.#isTagged = isTagged;
        this.#log = log;
    }
    async find(upload, scanned) {
        const { remote } = upload.push.content;
        let found;
        const search = async () => {
            const subject = await previousManifest(upload, scanned);
            if (!subject || !remote.isCalm)
                return;
            const onSkipped = (reason) => this.#note(scanned, `one is skipped: ${reason}`);
            found = await findScan({ remote, subject, isTagged: this.#isTagged, onSkipped });
        };
        await (0,at_most/* atMost */.T)(search().catch((error) => this.#note(scanned, error.message)));
        return found;
    }
    #note({ platform }, problem) {
        this.#log.info(`${platform}: scans attached to the previous image: ${problem}`);
    }
}
async function previousManifest({ push: { shownRoots, content }, image }, { platform, isOnly }) {
    const digest = shownRoots.find((root) => root !== image.root.digest) ?? shownRoots[0];
    const root = digest && (await content.manifests.get(digest));
    if (!root)
        return undefined;
    if (!(0,descriptor/* isIndex */.nw)(root.descriptor))
        return isOnly ? digest : undefined;
    return root.children.find((child) => {
        const named = (0,image_platform/* platformOf */.tj)(child.platform);
        return named && (0,image_platform/* shownPlatform */.vV)(named) === platform;
    })?.digest;
}

;// CONCATENATED MODULE: ./build/steps/checks/proof/open-scan.js










async function openScan({ inputs, publishes, found, environment }) {
    const { variables, workspace, temp, log, signal } = environment;
    if (!inputs.scan)
        return undefined;
    const scanner = (0,scanners/* scannerNamed */.O3)(inputs.scan);
    const reserved = (0,scanners/* reservedArgument */.kO)(scanner, inputs.scanArgs);
    if (reserved !== undefined) {
        throw new input_error/* InputError */.dz('scan-args', `'${reserved}' is not available, since this action sets it: remove it`);
    }
    const configuration = (0,external_node_path_.join)(temp, 'scan-docker');
    await (0,promises_.mkdir)(configuration, { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(configuration, 'config.json'), '{}');
    const passedOn = scannerVariables(scanner, (0,process_variables/* secretFreeVariables */.mg)(variables, log.redact), configuration);
    const version = await versionOf(scanner, passedOn, environment);
    log.info(`Scanning with ${scanner.program} (${version})`);
    const isAttached = publishes && inputs.attach.includes('scan');
    const earlier = new EarlierScans(inputs.signFormat === 'legacy', log);
    return new ScanCheck({
        scanner,
        version: /\d[\w.+-]*/.exec(version)?.[0] ?? version,
        ...(isAttached && {
            keep: (digest, report) => void found.set(digest, (0,scan_document/* scanDocument */.bt)({ ...report, text: log.redact(report.text) })),
            findEarlier: (upload, scanned) => earlier.find(upload, scanned),
        }),
        extra: inputs.scanArgs,
        threshold: inputs.scanFailOn,
        sarif: inputs.scanSarif === '' ? undefined : (0,external_node_path_.resolve)(workspace, inputs.scanSarif),
        warns: inputs.warn,
        required: inputs.required,
        directory: workspace,
        variables: passedOn,
        summarize: scanTable,
        ...{ temp, environment, signal },
    });
}
async function versionOf({ program, action }, variables, { run, temp, signal }) {
    const asked = run({ program, args: ['--version'], variables, directory: temp, signal });
    const { exitCode, stdout, stderr } = await asked.catch((cause) => {
        signal.throwIfAborted();
        throw new input_error/* InputError */.dz('scan', `${program} was not found on PATH (${cause.message}). Add a step before this one that installs it, such as ${action}`);
    });
    const [line = ''] = stdout.trim().split('\n');
    if (exitCode === 0)
        return line.trim().slice(0, 80);
    throw new input_error/* InputError */.dz('scan', `'${program} --version' ended with exit code ${exitCode}: ${stderr.trim().slice(0, 200)}`);
}


})
};
