"""A small OpenID Connect provider of an organization: discovery, authorization code with PKCE, signed ID tokens."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "openmso-tests", "a secret of the tests"


@dataclass
class Provider:
    """Signs in whoever `claims` says, to the one client it knows."""

    address: str
    claims: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    refused: list[str] = field(default_factory=list)

    def signs_in(self, **claims: Any) -> None:
        """Who is at the provider from now on."""
        self.claims = claims

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes on, with a code that is good once."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, if the client is who it says and asked for the code itself."""
        kept = self.codes.pop(asked.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(sha256(asked.get("code_verifier", "").encode()).digest())
        if (
            kept is None
            or asked.get("client_secret") != SECRET
            or kept["code_challenge"] != challenge.rstrip(b"=").decode()
            or kept["redirect_uri"] != asked.get("redirect_uri")
        ):
            self.refused.append(str(sorted(asked)))
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "nothing", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def discovery(self) -> dict[str, Any]:
        """What the provider says of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key, as a set."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def provided() -> Iterator[Provider]:
    """A provider on a port of this machine, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self.say(provider.discovery())
            else:
                self.say(provider.keys())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            self.say(given or {"error": "invalid_grant"}, 200 if given else 400)

        def say(self, what: dict[str, Any], code: int = 200) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what).encode())

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server.RequestHandlerClass = Answers
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
