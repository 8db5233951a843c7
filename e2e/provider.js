// An OpenID provider on this machine, for the tests of signing in: the certified `oidc-provider`, with one client, and somebody
// who signs in at once. Prints its issuer, and ends when its standard input does.
//
//   node provider.js CLIENT_ID CLIENT_SECRET REDIRECT
//
// POST /as tells who signs in from now on, as JSON: {sub, email, verified}; and what ID tokens say instead of the truth:
// {lie: {claim: value}}, signed anew by the provider's own key, or as {forged: way} says: see `forged`. GET /stranger/asked
// says how often the keys of a stranger were asked for.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { SignJWT, decodeJwt, exportJWK, exportSPKI, generateKeyPair } from 'jose';

const [client_id, client_secret, redirect] = process.argv.slice(2);
const own = await generateKeyPair('ES256', { extractable: true });
const other = await generateKeyPair('ES256', { extractable: true });
let asked = 0;
let as = { sub: 'anna', email: 'anna@kommun.se', verified: true };

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id,
      client_secret,
      redirect_uris: [redirect],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(own.privateKey)), use: 'sig', alg: 'ES256', kid: 'own' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  // The address is in the ID token, as most providers are set; {userinfo: true} of `as` leaves it to be asked for.
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ['a key of tests'] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: as.email, email_verified: as.verified }),
  }),
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: client_id, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== '/token' || !ctx.body?.id_token || !(as.lie || as.forged)) return;
  ctx.body.id_token = await forged({ ...decodeJwt(ctx.body.id_token), ...as.lie });
});

// A token of these claims, signed as the provider does or in a way that nobody must take.
async function forged(claims) {
  const text = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const sign = (header, key) => new SignJWT(claims).setProtectedHeader({ typ: 'JWT', ...header }).sign(key);
  const mine = (header) => sign({ alg: 'ES256', kid: 'own', ...header }, own.privateKey);
  const stranger = async (header) => sign({ alg: 'ES256', ...header }, other.privateKey);
  const [head, , signature] = (await mine({})).split('.');
  const ways = {
    other: () => stranger({ kid: 'own' }),
    none: () => `${text({ alg: 'none', typ: 'JWT' })}.${text(claims)}.`,
    NoNe: () => `${text({ alg: 'NoNe', typ: 'JWT' })}.${text(claims)}.`,
    none_with_signature: () => `${text({ alg: 'none', typ: 'JWT' })}.${text(claims)}.${signature}`,
    no_signature: () => `${head}.${text(claims)}.`,
    changed: () => `${head}.${text({ ...claims, sub: 'chefen' })}.${signature}`,
    secret: () => sign({ alg: 'HS256' }, Buffer.from(client_secret)),
    public: async () => sign({ alg: 'HS256', kid: 'own' }, Buffer.from(await exportSPKI(own.publicKey))),
    jwk: async () => stranger({ jwk: await exportJWK(other.publicKey) }),
    jku: () => stranger({ kid: 'stranger', jku: `${issuer}/stranger/keys` }),
    x5u: () => stranger({ kid: 'stranger', x5u: `${issuer}/stranger/keys` }),
    kind: () => mine({ typ: 'at+jwt' }),
    content: () => mine({ cty: 'JWT' }),
  };
  return (ways[as.forged] ?? (() => mine({})))();
}

const answer = provider.callback();
server.on('request', async (request, response) => {
  try {
    if (request.method === 'POST' && request.url === '/as') {
      let body = '';
      for await (const part of request) body += part;
      as = JSON.parse(body);
      response.end();
    } else if (request.url === '/stranger/keys') {
      asked += 1;
      const key = { ...(await exportJWK(other.publicKey)), use: 'sig', alg: 'ES256', kid: 'stranger' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
    } else if (request.url === '/stranger/asked') {
      response.end(String(asked));
    } else if (request.url.startsWith('/sign-in/')) {
      await provider.interactionFinished(request, response, { login: { accountId: as.sub } });
    } else {
      await answer(request, response);
    }
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});

console.log(issuer);
process.stdin.on('end', () => process.exit(0)).resume();
