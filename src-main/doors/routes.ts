/** A call in the contract, as far as its route goes. */
interface RoutedCall {
  readonly '~orpc': { readonly route: { readonly method?: string; readonly path?: string } }
}

/** Methods that the contract answers at a path under `/v1`; empty when there is nothing there. */
export function allowedMethods(contract: object, path: string): readonly string[] {
  const inner = path.replace(/^\/v1/u, '')
  return listRoutes(contract)
    .filter(route => matches(route.path, inner))
    .map(route => route.method)
}

function listRoutes(node: object): readonly { readonly method: string; readonly path: string }[] {
  if (isCall(node)) {
    const { method, path } = node['~orpc'].route
    return method === undefined || path === undefined ? [] : [{ method, path }]
  }
  return Object.values(node).flatMap((inner: object) => listRoutes(inner))
}

function isCall(node: object): node is RoutedCall {
  return '~orpc' in node
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return wanted.length === given.length && wanted.every((part, place) => part.startsWith('{') || part === given[place])
}
