import { commentPlan } from '../../scripts/comment-plan.mjs'

const said = await commentPlan({ ...process.env, GITHUB_TOKEN: process.env.INPUT_TOKEN })
process.stdout.write(`${said}\n`)
