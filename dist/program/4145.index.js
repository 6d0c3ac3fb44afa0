export const id = 4145;
export const ids = [4145];
export const modules = {

84145:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  metadataAction: () => (metadataAction)
});

var input = __webpack_require__(80758);
var credential_inputs = __webpack_require__(31511);
var name_inputs = __webpack_require__(88693);
;// CONCATENATED MODULE: ./build/github/inputs/tables/metadata-inputs.js



const metadataInputs = {
    context: {
        description: 'Where the ref and the commit come from: `workflow` (the event) or `git` (the checkout)',
        default: 'workflow',
        parse: (0,input/* parseChoice */.HU)(['workflow', 'git']),
    },
    images: { description: 'Images to name, one per line, without tags', parse: input/* parseText */.r4 },
    tags: { description: 'Rules for tags, one per line. See docs/tags.md', parse: input/* parseText */.r4 },
    flavor: name_inputs/* nameInputs */.z.flavor,
    labels: {
        description: 'Labels to add to those derived from the repository, as `key=value` lines',
        parse: input/* parseText */.r4,
    },
    annotations: name_inputs/* nameInputs */.z.annotations,
    'sep-tags': { description: 'Separator between tags. Default: a new line', isExact: true, parse: input/* parseText */.r4 },
    'sep-labels': { description: 'Separator between labels. Default: a new line', isExact: true, parse: input/* parseText */.r4 },
    'sep-annotations': {
        description: 'Separator between annotations. Default: a new line',
        isExact: true,
        parse: input/* parseText */.r4,
    },
    'bake-target': {
        ...name_inputs/* nameInputs */.z['bake-target'],
        description: 'Name of the target in the bake files that are written as outputs',
    },
    'github-token': {
        description: "The job's token, used to ask GitHub's API for what the event payload lacks",
        default: credential_inputs/* credentialInputs */.H['github-token'].default,
        parse: input/* parseText */.r4,
    },
};

var step_outputs = __webpack_require__(68816);
var run_facts = __webpack_require__(68374);
var input_error = __webpack_require__(53587);
var inputs_naming = __webpack_require__(81681);
;// CONCATENATED MODULE: ./build/names/inputs/needs-ref.js
const expression = /\{\{[^}]*\b(?:branch|tag|base_ref|is_default_branch|is_not_default_branch)\b/;
function lineThatNeedsRef({ rules, flavor, labels, annotations }) {
    const rule = rules.find((each) => each.enable !== 'false' && (readsRef(each) || expression.test(each.line)));
    return rule?.line ?? [flavor.prefix, flavor.suffix, ...labels, ...annotations].find((line) => expression.test(line));
}
function readsRef(rule) {
    switch (rule.type) {
        case 'ref':
        case 'edge':
            return true;
        case 'semver':
        case 'pep440':
        case 'match':
            return rule.value === '';
        default:
            return false;
    }
}

var name_outputs = __webpack_require__(6975);
var names_names = __webpack_require__(22453);
var bake_files = __webpack_require__(7367);
;// CONCATENATED MODULE: ./build/actions/metadata.js










async function run(environment) {
    const { variables, log, temp } = environment;
    const inputs = await (0,input/* readInputs */.Ko)(metadataInputs, variables);
    const naming = (0,inputs_naming/* parseNaming */.m)({ ...inputs, shortShaLength: variables.DOCKER_METADATA_SHORT_SHA_LENGTH });
    const isExported = (0,name_outputs/* parseSetOutputEnv */.C6)(variables.DOCKER_METADATA_SET_OUTPUT_ENV);
    const { facts, lookups } = await (0,run_facts/* readFacts */.M)(environment, { context: inputs.context, token: inputs.githubToken });
    if (inputs.context === 'git' && facts.event.ref.name === '')
        checkWithoutRef(naming);
    const names = await (0,names_names/* nameImages */.E)(naming, facts, lookups);
    const { texts, bakeFiles } = (0,name_outputs/* formatOutputs */.AH)(names, {
        tagSeparator: inputs.sepTags,
        labelSeparator: inputs.sepLabels,
        annotationSeparator: inputs.sepAnnotations,
        annotationLevels: (0,name_outputs/* annotationLevelsIn */.ct)(variables),
        bakeTarget: inputs.bakeTarget,
    });
    const outputs = { ...texts, ...(await (0,bake_files/* writeBakeFiles */.A)(bakeFiles, temp)) };
    (0,step_outputs/* writeOutputs */.Kn)(outputs, variables);
    if (isExported)
        (0,step_outputs/* exportOutputs */.VP)(outputs, variables);
    await log.group('Tags', async () => logLines(texts.tags, environment));
    await log.group('Labels', async () => logLines(texts.labels, environment));
    logRemarks(names, environment);
    return true;
}
function checkWithoutRef(naming) {
    const line = lineThatNeedsRef(naming);
    if (line === undefined)
        return;
    const problem = `no checked-out branch or tag contains HEAD, but this rule needs one: ${line}`;
    throw new input_error/* InputError */.dz('context', `${problem}. Set 'fetch-depth: 0' or 'ref' in actions/checkout`);
}
function logLines(text, { log }) {
    for (const line of text.split('\n'))
        log.info(line);
}
function logRemarks({ withheld, warnings }, { log }) {
    for (const { tag, reason } of withheld)
        log.notice(`Tag '${tag}' is not moved: ${reason}`);
    for (const warning of warnings)
        log.warning(warning);
}
const metadataAction = {
    title: 'Manifold metadata',
    description: 'Names a container image: tags, labels and annotations for a builder of your own',
    inputs: metadataInputs,
    outputs: step_outputs/* metadataOutputs */._V,
    keepsFiles: false,
    run,
};


})
};
