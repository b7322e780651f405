// Pulumi requires a policy pack, and passes it no loader: CommonJS, with tsx registered by hand.
require('tsx/cjs')
require('./pack.ts')
