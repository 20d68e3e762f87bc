import { type MockAnswer, ok, refused, type Request, type Route } from '../answers.ts';
import { people } from '../data.ts';
import { state } from '../state.ts';

/** Who signs in, in which role. */
export const sessionRoutes: Route[] = [
  ['GET', /^\/mock\/as\/(.+)$/, ([role]) => signIn(role!)],
  [
    'GET',
    /^\/mock\/signed-under\/([^/]+)\/([^/]+)\/([^/]+)$/,
    ([event, form, version]) => {
      state.signedUnder.set(`${event}/${form}/1`, { definitionVersion: version!, nextVersion: version! });
      return ok({});
    },
  ],
  ['GET', /^\/mock\/out$/, () => signIn('')],
  ['POST', /^\/sign-out$/, () => signIn('')],
  [
    'GET',
    /^\/sign-in$/,
    (_, request) => (request.search.has('reauthenticate') ? freshly(request) : signIn('coordinator')),
  ],
  ['GET', /^\/me$/, () => (state.role ? ok(people[state.role]) : refused(401, 'unauthenticated', 'Sign in'))],
];

function signIn(role: string): MockAnswer {
  state.role = role;
  state.fresh = false;
  return { status: 303, headers: { Location: '/' } };
}

function freshly(request: Request): MockAnswer {
  state.fresh = true;
  return { status: 303, headers: { Location: request.search.get('returnTo') ?? '/' } };
}
