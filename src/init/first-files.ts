/**
 * Git's ids of the files that `init` wrote before it left a record, by path: a repository without one is of that
 * version.
 */
export const firstFiles: Readonly<Record<string, string>> = {
  '.github/actions/install/action.yml': '529e81a3db5eee37829f37fe01b9f7b00f2fd158',
  '.github/scripts/comment-plan.mjs': '2f24b9fff2bb85f3c2b71c5507222c1fe85015e9',
  '.github/scripts/foreign-line.mjs': '408debeb85c8ff7bba614b132e81d6a24b3702cb',
  '.github/scripts/unzip.mjs': 'aacc657752c8640ae1b4e7016bd15f22671766d7',
  '.github/workflows/deploy-environment.yml': '26a7742c7f7056374027d093f9089ed99db9a3a0',
  '.github/workflows/deploy.yml': 'f7f8ae9a82783766e88be67d97e591f174eb510f',
  '.github/workflows/preview.yml': '48e5f06b91ee5ef09b3d246c1732e59c8b6bef57',
  '.github/workflows/pull-request-comment.yml': '86c0760043dc6630a3d8551d54ecb703314306eb',
  '.github/workflows/pull-request.yml': '666cd97de7d17e0cf4fb062804e669a62ef28ab8',
  '.github/workflows/rotate.yml': 'c85bd1f4826f60f31cec9289573cac08c9f65c2c',
  '.github/workflows/schedule.yml': '01f6c52a1ab4e49eff1c1009496344f2ea1f121a',
  '.github/zizmor.yml': '27d0aaa8f58415e37f934bcc2f730c68d7636bd7',
  '.gitignore': 'e5673c2bb168d8b2443f85801ca0059a92a9dfe0',
  '.pre-commit-config.yaml': '2eb5f1ed47f7a3c7bd6ba187af0a223701f49e4e',
  '.vscode/extensions.json': '41c49feb18acc4a53108da44f378e82b8f2fa572',
  '.vscode/settings.json': 'a78671680bb449126595a827d6f2f7ee96d6ca0a',
  'Pulumi.yaml': 'feeefdb09df37fee5ae25f91a263c60cf1f70d02',
  'azure-pipelines.yml': 'dd1ce734ebd4923654e383f7a52af73ce4ea0059',
  'deploy/azure-pipelines/install.yml': 'a723dd2fb6e49b2bb09e7a49c22b0e7ce6d93940',
  'deploy/azure-pipelines/run-as.yml': '4a9efe706404cccead2a2555d1b346565ccf5f0c',
  'infra/bootstrap/Pulumi.yaml': 'aded57d8c878d9c0c849d682a32a12b13c71a33f',
  'infra/bootstrap/index.ts': 'fe1e9c01204a7312cfa427cb15dc6642c1f9c264',
  'infra/index.ts': '7327c7956de10abfad7856c58920dd25555d65b3',
  'infra/policy/PulumiPolicy.yaml': '9ffd5b425c267931711acbfb1e81aae73e2c3b73',
  'infra/policy/index.cjs': '9e0d49eb1cfd8e1262abb04e6899f996a4c7ce50',
  'infra/policy/package.json': '60dcfae98e4c87e3e229946a7351b66d7653c473',
}
