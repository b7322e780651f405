// What every stack with signing keys must keep to: the policies of ikctl.
require('ikctl/infra/policy')
