import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = exports.kp = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.kp = closest;


/***/ }),

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  tl: () => (/* binding */ isPost),
  iW: () => (/* binding */ main),
  bE: () => (/* binding */ post)
});

// UNUSED EXPORTS: withLink

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 22 modules
var core = __nccwpck_require__(580);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/credentials/secrets.js
function secretForms(raw) {
    const plain = new Set();
    for (const value of [...raw.values, raw.password, ...headerValues(raw.headers)]) {
        plain.add(value);
        for (const line of value.split(/\r\n|\r|\n/))
            plain.add(line);
        const afterColon = value.indexOf(":");
        if (afterColon >= 0 && raw.values.includes(value))
            plain.add(value.slice(afterColon + 1));
    }
    if (raw.password.trim())
        plain.add(`${raw.username.trim()}:${raw.password.trim()}`);
    const forms = new Set();
    for (const value of [...plain]) {
        const token = SCHEME.exec(value.trim())?.[1];
        if (token !== undefined)
            plain.add(token);
    }
    for (const value of plain) {
        for (const variant of [value, value.trim(), strip(value)]) {
            if (variant.trim() === "")
                continue;
            for (const form of encodings(variant))
                forms.add(form);
        }
    }
    return [...forms].sort((a, b) => b.length - a.length);
}
function keyLines(key) {
    return [...key.matchAll(/-----BEGIN [^-]*PRIVATE KEY-----([\s\S]*?)(?:-----END|$)/g)].flatMap(([, lines = ""]) => lines.split(/\\n|\s+/).filter((line) => line !== ""));
}
function encodings(value) {
    const bytes = Buffer.from(value);
    return [
        value,
        bytes.toString("base64"),
        bytes.toString("base64").replace(/=+$/, ""),
        bytes.toString("base64url"),
        ...urlEncodings(value),
        JSON.stringify(value).slice(1, -1),
        asciiJson(value),
    ];
}
function urlEncodings(value) {
    const loose = encodeURIComponent(value.toWellFormed());
    const strict = loose.replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
    const encoded = [loose, strict, strict.replaceAll("%20", "+")];
    return [...encoded, ...encoded.map((form) => form.replaceAll("%2F", "/"))];
}
function asciiJson(value) {
    return JSON.stringify(value)
        .slice(1, -1)
        .replace(/[^\u0000-\u007f]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function headerValues(headers) {
    const values = headers
        .split(/\r\n|\r|\n/)
        .filter((line) => line.includes(":"))
        .map((line) => line.slice(line.indexOf(":") + 1).trim());
    try {
        const parsed = JSON.parse(headers);
        if (typeof parsed === "object" && parsed !== null) {
            values.push(...Object.values(parsed).filter((value) => typeof value === "string"));
        }
    }
    catch {
    }
    return values;
}
const SCHEME = /^(?:basic|bearer)\s+(\S+)$/i;
function redact(text, forms) {
    const found = [];
    for (const form of forms) {
        if (form === "")
            continue;
        for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
            found.push([at, at + form.length]);
        }
    }
    found.sort(([a], [b]) => a - b);
    let clean = "";
    let done = 0;
    for (const [start, end] of found) {
        if (start >= done)
            clean += `${text.slice(done, start)}***`;
        done = Math.max(done, end);
    }
    return clean + text.slice(done);
}
function cleanSecret(value) {
    const clean = strip(value);
    if (clean === value)
        return { clean };
    const what = /[\r\n]/.test(value) ? "line ends" : "spaces";
    return { clean, note: `${what} around it were removed; store it without them.` };
}
function strip(value) {
    return value.replace(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/g, "");
}
function isAscii(value) {
    return /^[\u0000-\u007f]*$/.test(value);
}
function controlCharacter(value) {
    const found = /[\u0000-\u001f\u007f-\u009f]/.exec(value)?.[0];
    if (found === undefined)
        return undefined;
    const names = {
        "\n": "line feed",
        "\r": "carriage return",
        "\t": "tab",
        "\0": "NUL",
    };
    return names[found] ?? `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

;// CONCATENATED MODULE: ./lib/quote.js
function quote(text, max = 100) {
    const line = text
        .replace(/[\p{C}\p{Z}]+/gu, " ")
        .replaceAll("##[", "# #[")
        .replaceAll('"', "'")
        .trim();
    const characters = Array.from(line);
    return `"${characters.length > max ? `${characters.slice(0, max).join("")}…` : line}"`;
}

;// CONCATENATED MODULE: ./lib/credentials/jwt.js

function readJwt(token) {
    const [header, payload, signature, ...more] = token.split(".");
    if (signature === undefined || more.length > 0)
        return undefined;
    const claims = jsonObject(payload);
    if (!claims || !jsonObject(header))
        return undefined;
    const { iss, aud, sub, exp, nbf } = claims;
    const audiences = (Array.isArray(aud) ? aud : [aud]).filter((one) => typeof one === "string");
    return {
        audiences,
        ...(typeof iss === "string" ? { issuer: iss } : {}),
        ...(typeof sub === "string" ? { subject: sub } : {}),
        ...(typeof exp === "number" ? { expires: exp * 1000 } : {}),
        ...(typeof nbf === "number" ? { notBefore: nbf * 1000 } : {}),
    };
}
function describeJwt(jwt, now) {
    const said = [
        ...(jwt.audiences.length > 0 ? [`audience ${jwt.audiences.map((one) => quote(one)).join(", ")}`] : []),
        ...(jwt.issuer === undefined ? [] : [`issuer ${quote(jwt.issuer)}`]),
        ...(jwt.subject === undefined ? [] : [`subject ${quote(jwt.subject)}`]),
        ...(jwt.expires === undefined
            ? ["no expiry"]
            : [
                jwt.expires > now
                    ? `valid for another ${duration(jwt.expires - now)}`
                    : `ran out ${duration(now - jwt.expires)} ago`,
            ]),
    ];
    return said.join(", ");
}
function duration(ms) {
    const seconds = Math.round(ms / 1000);
    if (seconds < 120)
        return `${seconds} s`;
    if (seconds < 7_200)
        return `${Math.round(seconds / 60)} min`;
    return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
const SIGNATURE = [
    [/^(RS|PS)/, 342],
    [/^(ES|Ed)/, 86],
    [/^HS256/, 43],
];
function isCutJwt(token) {
    const [first, ...rest] = token.split(".");
    const header = jsonObject(first);
    if (typeof header?.["alg"] !== "string")
        return false;
    if (typeof header["enc"] === "string")
        return rest.length !== 4;
    const [payload, signature] = rest;
    if (rest.length !== 2 || !jsonObject(payload))
        return true;
    const least = SIGNATURE.find(([alg]) => alg.test(String(header["alg"])))?.[1] ?? 0;
    return (signature ?? "").length < least;
}
function jsonObject(part) {
    try {
        const value = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
        return typeof value === "object" && value !== null && !Array.isArray(value)
            ? value
            : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/credentials/headers.js


const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const RESERVED = new Set([
    "connection",
    "content-length",
    "content-type",
    "host",
    "prefect-csrf-client",
    "prefect-csrf-token",
    "transfer-encoding",
    "user-agent",
]);
function parseHeaders(input, findings) {
    const headers = {};
    for (const { place, name, value } of written(input, findings)) {
        const problem = check(name, value, headers);
        if (problem)
            findings.problem(`${place}: ${problem.what}`, problem.mend);
        else
            headers[name] = value;
    }
    return headers;
}
function findHeader(headers, name) {
    return Object.keys(headers).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}
function setHeader(headers, name, value) {
    const same = findHeader(headers, name);
    if (same !== undefined)
        Reflect.deleteProperty(headers, same);
    headers[name] = value;
}
function isReserved(name) {
    return RESERVED.has(name.toLowerCase());
}
function unsendable(name, value) {
    if (!FIELD_NAME.test(name))
        return "a name that is no header name";
    const control = controlCharacter(value);
    if (control !== undefined)
        return `a control character (${control}), which no HTTP header can carry`;
    return isAscii(value) ? undefined : "a character outside ASCII, which Prefect's client cannot send";
}
function written(input, findings) {
    if (input.trim().startsWith("{"))
        return entries(input, findings);
    const found = [];
    for (const [index, line] of input.split(/\r?\n/).entries()) {
        if (line.trim() === "")
            continue;
        const place = `\`headers\`, line ${index + 1}`;
        const colon = line.indexOf(":");
        if (colon < 0) {
            findings.problem(`${place}: it has no colon.`, "Write one `Name: value` a line.");
        }
        else {
            found.push({ place, name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
        }
    }
    return found;
}
function entries(input, findings) {
    let parsed;
    try {
        parsed = JSON.parse(input);
    }
    catch {
        findings.problem("`headers` starts with { but is not valid JSON.", "Write one `Name: value` a line instead.");
        return [];
    }
    return Object.entries(parsed).flatMap(([name, value], index) => {
        const place = `\`headers\`, entry ${index + 1}`;
        if (typeof value === "string")
            return [{ place, name, value: value.trim() }];
        findings.problem(`${place}: its value is not a string.`, "Put it in quotes.");
        return [];
    });
}
function check(name, value, seen) {
    if (!FIELD_NAME.test(name)) {
        return {
            what: "what should be its name is not a header name.",
            mend: "Write `Name: value`, without quotes.",
        };
    }
    if (isReserved(name)) {
        return { what: `${name} is set by HTTP or by Prefect itself.`, mend: "Take it out." };
    }
    if (findHeader(seen, name) !== undefined) {
        return { what: "the same header is given before.", mend: "Keep one." };
    }
    if (value === "") {
        return {
            what: "the header has no value.",
            mend: "Where it comes from a secret: secrets are not given to workflows from forks, or the name is misspelt.",
        };
    }
    const token = name.toLowerCase() === "authorization" ? /^bearer\s+(\S+)$/i.exec(value)?.[1] : undefined;
    if (token !== undefined && isCutJwt(token)) {
        return {
            what: "its token begins as a JWT does, but is not a whole one: it was cut when it was copied.",
            mend: "Store the whole token, three parts with two dots between them.",
        };
    }
    const why = unsendable(name, value);
    return why === undefined
        ? undefined
        : { what: `its value holds ${why}.`, mend: "Store the secret again, on one line." };
}

;// CONCATENATED MODULE: ./lib/credentials/credential.js

function sentToken(credential, headers) {
    if (credential.kind === "bearer")
        return credential;
    const name = findHeader(headers, "authorization");
    const token = name === undefined ? undefined : /^bearer\s+(\S+)$/i.exec(headers[name] ?? "")?.[1];
    return token === undefined ? undefined : { token, from: "headers" };
}
function isMint(asked) {
    return asked.kind === "oidc-audience" || asked.kind === "token-url";
}
function authorization(credential) {
    switch (credential.kind) {
        case "basic":
            return `Basic ${Buffer.from(authString(credential)).toString("base64")}`;
        case "bearer":
            return `Bearer ${credential.token}`;
        case "none":
            return undefined;
    }
}
function authString(credential) {
    return `${credential.user}:${credential.password}`;
}
const BEARER = {
    "api-key": "Bearer (api-key)",
    "oidc-audience": "Bearer (GitHub ID token)",
    "token-url": "Bearer (client credentials)",
};
function describeCredential(credential) {
    switch (credential.kind) {
        case "basic":
            return `Basic (user ${credential.user})`;
        case "bearer":
            return BEARER[credential.from];
        case "none":
            return "none";
        default:
            return BEARER[credential.kind];
    }
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/credentials/certificate.js



const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;
const CERTIFICATE = "-----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----";
function readCaCertificate(value, workspace, findings) {
    const asked = { input: "ca-certificate", workspace, findings };
    const pem = readPem(value, asked);
    const found = pem && certificatesIn(pem, asked);
    if (!found)
        return undefined;
    for (const { validToDate } of found.read) {
        if (validToDate.getTime() >= Date.now())
            continue;
        findings.warning(`${found.place}: a certificate in it ran out on ${day(validToDate)}.`, "Give the authority's present one.");
    }
    return found.text;
}
function readClientCertificate(values, workspace, findings) {
    const asked = { input: "client-certificate", workspace, findings };
    const askedKey = { input: "client-key", workspace, findings };
    const pem = readPem(values.certificate, asked);
    const found = pem && certificatesIn(pem, asked);
    const keyPem = readPem(values.key, askedKey);
    const key = keyPem && keyIn(keyPem, askedKey);
    if (!found || !key)
        return undefined;
    const [own] = found.read;
    if (!own.checkPrivateKey(key.key)) {
        findings.problem("`client-key` does not belong to the first certificate in `client-certificate`.", "Give the key that the certificate was made for; behind the certificate itself may stand intermediate ones, never before it.");
        return undefined;
    }
    if (own.validToDate.getTime() < Date.now()) {
        findings.problem(`\`client-certificate\` ran out on ${day(own.validToDate)}; no gate lets it in.`, "Have a new one issued, and store it with its key.");
        return undefined;
    }
    return {
        cert: found.text,
        key: key.text,
        subject: own.subject.replaceAll("\n", ", "),
        expires: own.validToDate,
    };
}
function readPem(value, { input, workspace, findings }) {
    const given = value.trim();
    if (given === "") {
        findings.problem(`\`${input}\` is given but empty.`, EMPTY[input]);
        return undefined;
    }
    if (given.includes("-----") || given.includes("\n")) {
        return { text: given.replaceAll("\\n", "\n"), place: `\`${input}\`` };
    }
    try {
        return { text: (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.resolve)(workspace, given), "utf8"), place: given };
    }
    catch (error) {
        const code = error.code ?? "unknown error";
        const isPath = given.length <= 200 && (/[\\/]/.test(given) || /\.(pem|crt|cer|key)$/i.test(given));
        const shown = isPath && input !== "client-key" && /^[\w@%+=:,./\\ ~-]+$/.test(given)
            ? ` ${JSON.stringify(given)}`
            : "";
        findings.problem(`The file${shown} of \`${input}\` cannot be read (${code}).`, "Give its path relative to the repository, and check it out or write it in a step before; or give the PEM text itself.");
        return undefined;
    }
}
const EMPTY = {
    "ca-certificate": "Where it comes from a variable or secret, check its name; where the server's certificate is a public one, leave the input out.",
    "client-certificate": "Where it comes from a variable or secret, check its name.",
    "client-key": "Check the name of the secret that it comes from; a pull request from a fork gets no secrets.",
};
function certificatesIn({ text, place }, { input, findings }) {
    const blocks = [...text.matchAll(BLOCK)];
    const certificates = blocks.filter(([, label]) => label === "CERTIFICATE").map(([block]) => block);
    const read = certificates.map(parsed);
    const [first, ...others] = read.filter((certificate) => certificate !== undefined);
    const wrong = /PRIVATE KEY-----/.test(text)
        ? `holds a private key, which does not belong there${input === "client-certificate" ? ", but in `client-key`" : ""}.`
        : (halfBlock(text, blocks.length) ??
            (certificates.length === 0
                ? "holds no certificate in PEM form."
                : read.includes(undefined)
                    ? `is damaged: certificate ${read.indexOf(undefined) + 1} of ${read.length} cannot be read, as when a line is missing.`
                    : undefined));
    if (wrong !== undefined || first === undefined) {
        const whose = input === "ca-certificate" ? "the authority's certificate" : "the client's certificate";
        findings.problem(`${place} ${wrong ?? ""}`, `Give ${whose} in PEM form: ${CERTIFICATE}.`);
        return undefined;
    }
    return { text: `${certificates.join("\n")}\n`, place, read: [first, ...others] };
}
function keyIn({ text }, { findings }) {
    const blocks = [...text.matchAll(BLOCK)];
    const block = blocks.find(([, label]) => label?.endsWith("PRIVATE KEY"))?.[0];
    const key = block === undefined ? undefined : privateKey(block);
    if (block !== undefined && key)
        return { key, text: `${block}\n` };
    const encrypted = block !== undefined && block.includes("ENCRYPTED");
    const what = halfBlock(text, blocks.length) ??
        (encrypted
            ? "is encrypted, and there is no input for its passphrase."
            : block !== undefined
                ? "is damaged: it cannot be read, as when a line is missing."
                : blocks.some(([, label]) => label === "CERTIFICATE")
                    ? "holds a certificate, and no private key."
                    : "holds no private key in PEM form.");
    findings.problem(`\`client-key\` ${what}`, encrypted
        ? "Store it as a secret without one: `openssl pkey -in client.key -out plain.key` takes it off."
        : "Give the client's private key in PEM form, as it was issued with the certificate.");
    return undefined;
}
function privateKey(block) {
    try {
        return (0,external_node_crypto_namespaceObject.createPrivateKey)(block);
    }
    catch {
        return undefined;
    }
}
function halfBlock(text, blocks) {
    const marks = text.match(/-----(BEGIN|END) /g)?.length ?? 0;
    return marks === 2 * blocks ? undefined : "has a BEGIN line without its END line, or the reverse.";
}
function parsed(block) {
    try {
        return new external_node_crypto_namespaceObject.X509Certificate(block);
    }
    catch {
        return undefined;
    }
}
function day(date) {
    return date.toISOString().slice(0, 10);
}

;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
;// CONCATENATED MODULE: ./lib/errors.js
class ActionError extends Error {
    name = "ActionError";
    problems;
    constructor(problems) {
        const list = "what" in problems ? [problems] : problems;
        super(list.map(describe).join("\n"));
        this.problems = list;
    }
}
function describe(problem) {
    const { what, where, mend } = problem;
    return `${where ? `${place(where)}: ` : ""}${what} ${mend}`;
}
function place(where) {
    return where.line === undefined ? where.file : `${where.file}:${where.line}`;
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: ./lib/http.js


class ConnectionError extends Error {
    code;
    detail;
    name = "ConnectionError";
    constructor(code, where, detail) {
        super(`${where}: ${code}`);
        this.code = code;
        this.detail = detail;
    }
}
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
async function request(target, ask) {
    const url = endpoint(target, ask.path);
    const where = `${ask.method} ${shownUrl(url)}`;
    const timeout = AbortSignal.timeout(ask.timeoutMs);
    const signal = ask.signal ? AbortSignal.any([timeout, ask.signal]) : timeout;
    try {
        const message = await send(url, target, ask, signal);
        const { body, truncated } = await read(message, ask, where);
        return { status: message.statusCode ?? 0, headers: joined(message.headers), body, truncated };
    }
    catch (error) {
        ask.signal?.throwIfAborted();
        if (timeout.aborted)
            throw new ConnectionError("TIMEOUT", where);
        if (error instanceof ConnectionError)
            throw error;
        if (isOfProxy(error, url, target.proxyEnv ?? {}))
            throw new ConnectionError("ERR_PROXY_CONNECT", where, codeOf(error));
        throw new ConnectionError(codeOf(error), where, certificateNames(error));
    }
}
function shownUrl(url) {
    return `${url.protocol}//${url.host}${url.pathname}`;
}
function endpoint(target, path) {
    const url = new URL(target.apiUrl.replace(/\/+$/, "") + path);
    url.username = "";
    url.password = "";
    return url;
}
function send(url, target, ask, signal) {
    const body = bodyOf(ask);
    const open = url.protocol === "https:" ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request;
    return new Promise((resolve, reject) => {
        const outgoing = open(url, {
            agent: agentOf(url, target),
            method: ask.method,
            headers: { ...DEFAULT_HEADERS, ...target.headers, ...ask.headers, ...bodyHeaders(ask.method, body) },
            signal,
            ...tlsOptions(target),
        });
        outgoing.on("response", resolve);
        outgoing.on("error", reject);
        outgoing.on("close", () => {
            reject(new ConnectionError("ECONNRESET", `${ask.method} ${shownUrl(url)}`));
        });
        outgoing.end(body?.text);
    });
}
function tlsOptions({ tls: { ca, client, skipVerify } }) {
    return {
        rejectUnauthorized: !skipVerify,
        ...(ca === undefined ? {} : { ca: [ca].flat() }),
        ...(client === undefined ? {} : { cert: client.cert, key: client.key }),
    };
}
function agentOf(url, { proxyEnv }) {
    const options = { keepAlive: false, ...(proxyEnv ? { proxyEnv } : {}) };
    return url.protocol === "https:" ? new external_node_https_namespaceObject.Agent(options) : new external_node_http_namespaceObject.Agent(options);
}
const DEFAULT_HEADERS = { accept: "application/json", "user-agent": "prefect-self-hosted-deploy" };
function bodyOf({ json, form }) {
    if (form)
        return { type: "application/x-www-form-urlencoded", text: form.toString() };
    return json === undefined ? undefined : { type: "application/json", text: JSON.stringify(json) };
}
function bodyHeaders(method, body) {
    if (body)
        return { "content-type": body.type, "content-length": String(Buffer.byteLength(body.text)) };
    return method === "GET" || method === "DELETE" ? {} : { "content-length": "0" };
}
async function read(message, ask, where) {
    const limit = ask.maxBytes ?? DEFAULT_MAX_BYTES;
    const chunks = [];
    let size = 0;
    for await (const chunk of message) {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= limit)
            continue;
        if (ask.oversize === "truncate") {
            return { body: Buffer.concat(chunks).toString("utf8", 0, limit), truncated: true };
        }
        throw new ConnectionError("BODY_TOO_LARGE", where);
    }
    return { body: Buffer.concat(chunks).toString("utf8"), truncated: false };
}
function joined(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]));
}
const NO_ROUTE = new Set(["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"]);
function codeOf(error) {
    if (error instanceof AggregateError) {
        const codes = error.errors.map(codeOf);
        return codes.find((code) => !NO_ROUTE.has(code)) ?? codes[0] ?? "UNKNOWN";
    }
    const { code, message } = error;
    return (code === "EPROTO" ? opensslCode(message) : code) ?? "UNKNOWN";
}
function opensslCode(message) {
    const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
    return reason === undefined ? "EPROTO" : `ERR_SSL_${reason.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}
function isOfProxy(error, url, proxyEnv) {
    const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
    const value = proxyEnv[name] ?? proxyEnv[name.toUpperCase()] ?? "";
    if (!URL.canParse(value))
        return false;
    const proxy = new URL(value);
    if (error instanceof AggregateError)
        return error.errors.some((one) => isOfProxy(one, url, proxyEnv));
    const { port, hostname } = error;
    return hostname === undefined
        ? port !== undefined && port === portOf(proxy) && port !== portOf(url)
        : hostname === proxy.hostname && hostname !== url.hostname;
}
function portOf({ port, protocol }) {
    return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
function certificateNames(error) {
    const { cert } = error;
    return cert?.subjectaltname;
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/pause.js

async function pause(ms, signal) {
    await (0,promises_namespaceObject.setTimeout)(ms, undefined, signal ? { signal } : {}).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}

;// CONCATENATED MODULE: ./lib/credentials/mint.js






const TRIES = 4;
function mint(asked, options) {
    return asked.kind === "oidc-audience" ? githubToken(asked, options) : clientCredentials(asked, options);
}
async function githubToken({ audience }, options) {
    const url = options.env["ACTIONS_ID_TOKEN_REQUEST_URL"];
    const bearer = options.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    if (!url || !bearer || !URL.canParse(url))
        throw new ActionError(noPermission(options.env));
    const asked = new URL(url);
    asked.searchParams.set("audience", audience);
    const what = "GitHub's token service";
    const answer = await ask(asked, { method: "GET", headers: { authorization: `Bearer ${bearer}` } }, { what, mend: "Run the job again; https://www.githubstatus.com tells of outages." }, options);
    if (answer.status !== 200) {
        throw new ActionError({
            what: `${what} refused to give an ID token: status ${answer.status}${reason(answer)}.`,
            mend: "Check `permissions: id-token: write` of the job (in a reusable workflow: of the calling job too).",
        });
    }
    return usable(json(answer)?.["value"], what);
}
function noPermission(env) {
    const fork = env["GITHUB_EVENT_NAME"] === "pull_request";
    return {
        what: "`oidc-audience` is given, but this job may not ask GitHub for an ID token.",
        mend: "Add `permissions: { id-token: write, contents: read }` to the job." +
            (fork
                ? " A pull request from a fork never gets that permission: deploy after the merge, on `push`."
                : " Runners other than GitHub's may have no such service."),
    };
}
async function clientCredentials(asked, options) {
    const first = await askProvider(asked, "header", options);
    const answer = [400, 401].includes(first.status) && json(first)?.["error"] === "invalid_client"
        ? await askProvider(asked, "form", options)
        : first;
    const body = json(answer);
    if (answer.status !== 200) {
        const { error, error_description: description } = body ?? {};
        const said = [error, description]
            .filter((text) => typeof text === "string")
            .map((text) => quote(withoutSecret(text, asked), 200));
        throw new ActionError({
            what: `\`token-url\` refused to give a token: status ${answer.status}${said.length > 0 ? `, ${said.join(": ")}` : reason(answer)}.`,
            mend: MENDS[String(error)] ??
                "Compare `token-url`, `client-id`, `client-secret`, `scope` and `audience` with the provider's settings for this client.",
        });
    }
    const type = body?.["token_type"];
    if (typeof type === "string" && type.toLowerCase() !== "bearer") {
        throw new ActionError({
            what: `\`token-url\` gave a token of the kind ${quote(type, 40)}, and only Bearer can be sent.`,
            mend: "Let the provider give Bearer tokens to this client.",
        });
    }
    return usable(body?.["access_token"], "`token-url`");
}
const MENDS = {
    invalid_client: "Compare `client-id` and `client-secret` with the provider's; the secret may have run out.",
    unauthorized_client: "Allow this client the client credentials grant at the provider.",
    unsupported_grant_type: "Check that `token-url` is the token endpoint; the provider does not know the client credentials grant there.",
    invalid_scope: "Correct `scope`, or allow it to this client at the provider.",
    invalid_target: "Correct `audience`, or allow it to this client at the provider.",
};
function askProvider({ url, clientId, clientSecret, scope, audience }, by, options) {
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (scope !== undefined)
        form.set("scope", scope);
    if (audience !== undefined)
        form.set("audience", audience);
    const headers = {};
    if (by === "header") {
        const encoded = [clientId, clientSecret].map((part) => new URLSearchParams({ "": part }).toString().slice(1));
        headers["authorization"] = `Basic ${Buffer.from(encoded.join(":")).toString("base64")}`;
    }
    else {
        form.set("client_id", clientId);
        form.set("client_secret", clientSecret);
    }
    return ask(new URL(url), { method: "POST", headers, form }, { what: "`token-url`", mend: "Check `token-url`, and that this runner can reach it." }, options);
}
async function ask(url, how, who, options) {
    const { env, ca, signal, progress, timeoutMs = 10_000, sleep = pause } = options;
    const target = {
        apiUrl: url.origin,
        headers: {},
        tls: { skipVerify: false, ...(ca === undefined ? {} : { ca: [...(0,external_node_tls_namespaceObject.getCACertificates)(), ca] }) },
        proxyEnv: env,
    };
    for (let attempt = 1;; attempt += 1) {
        let trouble;
        try {
            const limits = { timeoutMs, signal, maxBytes: 64 * 1024 };
            const answer = await request(target, { ...how, ...limits, path: url.pathname + url.search });
            if (answer.status !== 429 && answer.status < 500)
                return answer;
            trouble = `status ${answer.status}`;
        }
        catch (error) {
            if (!(error instanceof ConnectionError))
                throw error;
            trouble = error.code === "TIMEOUT" ? `no answer in ${timeoutMs / 1000} s` : error.code;
        }
        if (attempt === TRIES) {
            throw new ActionError({
                what: `No token from ${who.what} (${url.host}): ${trouble}, the last of ${TRIES} attempts.`,
                mend: who.mend,
            });
        }
        progress(`No token from ${who.what} yet: ${trouble}. Trying again (attempt ${attempt + 1} of ${TRIES}).`);
        await sleep(500 * 2 ** attempt, signal);
    }
}
function usable(token, from) {
    if (typeof token === "string" && token !== "" && isAscii(token) && !controlCharacter(token))
        return token;
    throw new ActionError({
        what: `${from} answered with success, but without a token that can be sent.`,
        mend: "Check that the URL is that of a token endpoint.",
    });
}
function json({ body }) {
    try {
        const value = JSON.parse(body);
        return typeof value === "object" && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function reason(answer) {
    const message = json(answer)?.["message"];
    return typeof message === "string" ? `, ${quote(message, 200)}` : "";
}
function withoutSecret(text, { clientSecret }) {
    return text.replaceAll(clientSecret, "***");
}

;// CONCATENATED MODULE: ./lib/credentials/complete.js








async function completeInputs(asked, findings, around) {
    const { log } = around;
    const tls = { ...asked.tls, caFile: writeCa(asked, around.temp) };
    if (tls.skipVerify) {
        findings.warning("The server's certificate is not checked (`tls-skip-verify`): whoever is between this runner and the server can read the credential.", "Give the certificate of the private authority as `ca-certificate` instead.");
    }
    if (tls.client)
        sayClient(tls.client, findings, around);
    const { credential } = asked;
    if (isMint(credential)) {
        const minted = await log.group("Ask for a token", () => mintToken(credential, tls.ca, around));
        return { ...asked, tls, credential: minted };
    }
    const sent = sentToken(credential, asked.headers);
    if (sent)
        warnOfEnd(sent, findings, around.deadline);
    return { ...asked, tls, credential };
}
function sayClient({ key, subject, expires }, findings, { log, deadline }) {
    log.mask(keyLines(key));
    const until = day(expires);
    log.line(`Client certificate: ${quote(subject)}, valid until ${until}. Prefect's client cannot show one, so it goes by a gateway of this step on loopback.`);
    if (expires.getTime() >= deadline + WEEK)
        return;
    findings.warning(`\`client-certificate\` runs out on ${until}, in ${duration(expires.getTime() - Date.now())}.`, "Have a new one issued, and store it with its key.");
}
const WEEK = 7 * 24 * 60 * 60 * 1_000;
function writeCa({ tls, keepConfig }, temp) {
    if (tls.ca === undefined)
        return undefined;
    const file = keepConfig ? `${temp}-ca.pem` : (0,external_node_path_namespaceObject.join)(temp, "ca.pem");
    (0,external_node_fs_namespaceObject.writeFileSync)(file, tls.ca, { mode: 0o600, flag: "wx" });
    return file;
}
async function mintToken(asked, ca, around) {
    const { log, env, signal } = around;
    const progress = (line) => {
        log.line(line);
    };
    const token = await mint(asked, { env, ca, signal, progress });
    log.mask(secretForms({ values: [token], username: "", password: "", headers: "" }));
    const jwt = readJwt(token);
    log.line(jwt
        ? `Got a token: ${describeJwt(jwt, Date.now())}.`
        : "Got a token, which is no JWT: how long it lives cannot be seen.");
    return { kind: "bearer", token, from: asked.kind };
}
async function lastingCredential(asked, inputs, around) {
    const { credential } = asked;
    if (!isMint(credential) || inputs.credential.kind !== "bearer")
        return inputs.credential;
    const expires = readJwt(inputs.credential.token)?.expires;
    if (expires !== undefined && expires >= around.deadline)
        return inputs.credential;
    return around.log.group("Ask for a fresh token", () => mintToken(credential, inputs.tls.ca, around));
}
function warnOfEnd({ token, from }, findings, deadline) {
    const expires = readJwt(token)?.expires;
    if (expires === undefined || expires >= deadline)
        return;
    const left = expires - Date.now();
    findings.warning(left <= 0
        ? `The token in \`${from}\` ran out ${duration(-left)} ago.`
        : `The token in \`${from}\` lives for another ${duration(left)} only, which is less than \`timeout\`.`, "Store a fresh one, or let the action ask for one in each run: `oidc-audience`, or `token-url`.");
}

;// CONCATENATED MODULE: ./lib/record.js
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/manifest/manifest.js

function manifestsOf({ files }) {
    return files.map((file) => {
        const { yaml, content } = file;
        return {
            path: yaml.path,
            file: yaml.file,
            deployments: file.deployments.map((entry) => deploymentOf(entry, file)),
            steps: [content["build"], content["push"]].flatMap(listOfSteps),
            where: (path) => yaml.range(path, "key"),
        };
    });
}
function deploymentOf({ index, content, path }, { yaml }) {
    const written = (key) => {
        const value = content[key];
        if (typeof value === "string")
            return value === "" ? undefined : value;
        return value === null || value === undefined ? undefined : yaml.source(path(key));
    };
    return {
        index,
        where: yaml.range(path(), "key"),
        name: written("name"),
        entrypoint: written("entrypoint"),
        content,
    };
}
function listOfSteps(section) {
    if (Array.isArray(section))
        return section;
    return isRecord(section) ? [section] : [];
}

;// CONCATENATED MODULE: ./lib/manifest/template.js
const PLACEHOLDER = /{{\s*([\w.\-[\]$]+)\s*}}/g;
function expand(text, env) {
    return text.replaceAll(PLACEHOLDER, (placeholder, name) => env[name.replace(/^\$+/, "")] ?? placeholder);
}
function isTemplate(value) {
    return typeof value === "string" && value.includes("{{");
}
function hasPlaceholder(text) {
    return text.search(PLACEHOLDER) >= 0;
}
function placeholders(value, path = []) {
    if (typeof value === "string") {
        return [...value.matchAll(PLACEHOLDER)].map((found) => ({ name: found[1] ?? "", path }));
    }
    if (typeof value !== "object" || value === null)
        return [];
    const entries = Array.isArray(value)
        ? [...value.entries()]
        : Object.entries(value);
    return entries.flatMap(([key, item]) => placeholders(item, [...path, key]));
}

;// CONCATENATED MODULE: ./lib/manifest/candidates.js


function joinProbe(manifests, files, env, show) {
    return manifests.flatMap((manifest, position) => manifest.deployments.map((deployment) => {
        const probed = files[position]?.deployments[deployment.index];
        const flow = probed?.flow ?? { status: "unknown" };
        const source = "path" in flow ? { ...flow, path: show(flow.path) } : flow;
        const entrypoint = deployment.entrypoint && expand(deployment.entrypoint, env);
        return {
            deployment,
            manifest,
            where: deployment.where,
            name: deployment.name && expand(deployment.name, env),
            entrypoint,
            yaml: probed?.yaml ?? "",
            source,
            ...flowNames(source, entrypoint),
        };
    }));
}
function flowNames(source, entrypoint) {
    const known = entrypoint?.split(/[:.]/).at(-1);
    if (known === undefined)
        return { flow: undefined, flowNames: [] };
    const dashed = known.replaceAll("_", "-");
    const found = source.status === "found" ? source : undefined;
    const isDefault = found !== undefined && (!found.named || found.name === "");
    const flow = isDefault ? dashed : (found?.name ?? undefined);
    return { flow, flowNames: [...new Set([...(flow === undefined ? [] : [flow]), dashed, known])] };
}
function selectedFile(rest, selected) {
    const items = selected.map(({ yaml }) => yaml).join("");
    return `${rest}deployments:\n${items}`;
}
function runsSteps({ deployment: { content }, manifest }) {
    const own = (section) => content[section] !== undefined && content[section] !== null;
    const steps = [content["build"], content["push"]].flatMap(listOfSteps);
    return steps.length > 0 || (manifest.steps.length > 0 && !(own("build") && own("push")));
}
function namesRepeat(selected) {
    const names = selected.map(({ deployment }) => deployment.name);
    return new Set(names).size < names.length;
}
function finalName(deployment) {
    const { name } = deployment;
    return name === undefined || hasPlaceholder(name) ? undefined : name;
}
function quoted(deployment) {
    return JSON.stringify(deployment.name ?? "");
}

;// CONCATENATED MODULE: ./lib/manifest/check.js


function checkSelected(selected, manifests, files, version, findings) {
    for (const [position, manifest] of manifests.entries()) {
        const probed = files[position];
        if (!probed)
            continue;
        const own = selected.filter((deployment) => deployment.manifest === manifest);
        checkReadable(manifest, probed, findings);
        checkModels(manifest, probed, own, version, findings);
        checkTexts(manifest, probed, own, findings);
        for (const deployment of own)
            checkEntrypoint(deployment, findings);
    }
}
function checkReadable(manifest, { unreadable }, findings) {
    if (!unreadable)
        return;
    findings.problem(`${manifest.file} cannot be read by Prefect's YAML parser: ${unreadable.message}.`, unreadable.message.includes("unhashable key")
        ? 'Put a template in quotes: "{{ … }}".'
        : "Mend it at this line; Prefect would drop the whole file and ask for an entrypoint.", unreadable.line === null ? { file: manifest.file } : { file: manifest.file, line: unreadable.line });
}
function checkModels(manifest, { errors }, selected, version, findings) {
    const seen = new Set();
    for (const { path, message } of errors) {
        const [section, index, field = "deployment"] = path;
        const inList = section === "deployments" && typeof index === "number";
        const deployment = inList
            ? selected.find((candidate) => candidate.deployment.index === index)
            : undefined;
        if (inList && !deployment)
            continue;
        const key = inList ? `${index}.${field}` : String(section);
        if (seen.has(key))
            continue;
        seen.add(key);
        findings.problem(`${deployment ? `${quoted(deployment)}: ` : ""}Prefect ${version} does not accept \`${inList ? field : (section ?? "the file")}\` (${message}), and would drop the whole file.`, "Mend it at this line.", manifest.where(path));
    }
}
function checkTexts(manifest, { deployments, errors }, selected, findings) {
    for (const deployment of selected) {
        const { index } = deployment.deployment;
        for (const key of deployments[index]?.not_text ?? []) {
            if (errors.some(({ path }) => path[1] === index && path[2] === key))
                continue;
            findings.problem(`${quoted(deployment)}: YAML does not read \`${key}\` as text.`, "Put it in quotes.", manifest.where(["deployments", index, key]));
        }
    }
}
function checkEntrypoint(deployment, findings) {
    const { source, entrypoint = "" } = deployment;
    const where = deployment.manifest.where(["deployments", deployment.deployment.index, "entrypoint"]);
    const subject = `${quoted(deployment)}: entrypoint ${JSON.stringify(entrypoint)}`;
    switch (source.status) {
        case "no-file":
            findings.problem(`${subject} names ${source.path}, which does not exist in the working directory.`, "Correct the path; it is relative to `working-directory`, not to the prefect file.", where);
            break;
        case "no-function":
            findings.problem(`${subject} names ${source.function}, which ${source.path} does not define.`, "Correct the name behind the colon.", where);
            break;
        case "no-flow":
            findings.problem(`${subject} names ${source.function}, which is not a flow.`, `Decorate it with @flow in ${source.path}.`, where);
            break;
        case "syntax-error":
            findings.problem(`${subject}: ${source.path} is not valid Python: ${source.message}.`, "Mend it at this line.", source.line === null ? { file: source.path } : { file: source.path, line: source.line });
            break;
        case "found":
        case "unknown":
    }
}
function checkOwnVariables(selected, decided, inherited, findings) {
    for (const deployment of selected) {
        for (const { name, path } of placeholders(deployment.deployment.content)) {
            if (path[0] === "build" || path[0] === "push")
                continue;
            const variable = name.replace(/^\$+/, "");
            const value = decided[variable];
            const harmless = value === inherited[variable] && !/KEY|AUTH|HEADERS/.test(variable);
            if (value === undefined || harmless)
                continue;
            findings.problem(`${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` would be stored on the server with the value that this step connects with.`, `Give the value that is meant under another name with \`env:\`, for example WORKER_${variable}.`, deployment.manifest.where(["deployments", deployment.deployment.index, ...path]));
        }
    }
}

;// CONCATENATED MODULE: ./lib/manifest/work-pools.js



function namedPools(selected, env) {
    const names = selected.map((deployment) => poolOf(deployment, env)).filter((name) => name !== undefined);
    return [...new Set(names.filter((name) => !hasPlaceholder(name)))];
}
function checkWorkPools(selected, onServer, fallback, env, findings) {
    for (const deployment of selected) {
        const { index } = deployment.deployment;
        const subject = quoted(deployment);
        const pool = poolOf(deployment, env);
        if (pool === undefined) {
            if (fallback)
                continue;
            findings.problem(`${subject} names no work pool, and Prefect has no default one.`, "Write `work_pool:` with a `name:` below it.", deployment.manifest.where(["deployments", index, "work_pool"]));
        }
        else if (!hasPlaceholder(pool) && !onServer.has(pool) && !buildsFirst(deployment)) {
            findings.problem(`${subject}: the work pool ${JSON.stringify(pool)} is not on the server.`, `Correct \`work_pool: name:\`, or create it: \`prefect work-pool create ${JSON.stringify(pool)} --type process\`, of the type that your workers have.`, deployment.manifest.where(["deployments", index, "work_pool", "name"]));
        }
    }
}
function poolOf(deployment, env) {
    const pool = deployment.deployment.content["work_pool"];
    const name = isRecord(pool) ? pool["name"] : undefined;
    return typeof name === "string" && name !== "" ? expand(name, env) : undefined;
}
function buildsFirst(deployment) {
    return deployment.manifest.steps.length > 0 || Boolean(deployment.deployment.content["build"]);
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __nccwpck_require__(916);
;// CONCATENATED MODULE: ./lib/manifest/pattern.js
function matches(pattern, text) {
    const wanted = Array.from(pattern);
    const given = Array.from(text);
    let at = 0;
    let star = -1;
    let retryFrom = 0;
    for (let position = 0; position < given.length;) {
        if (wanted[at] === "*") {
            star = at;
            at += 1;
            retryFrom = position;
        }
        else if (wanted[at] === "?" || (at < wanted.length && wanted[at] === given[position])) {
            at += 1;
            position += 1;
        }
        else if (star >= 0) {
            at = star + 1;
            retryFrom += 1;
            position = retryFrom;
        }
        else {
            return false;
        }
    }
    return wanted.slice(at).every((character) => character === "*");
}

;// CONCATENATED MODULE: ./lib/manifest/select.js



function select_select(candidates, patterns, findings) {
    if (candidates.length === 0) {
        findings.problem("There is no deployment in what `prefect-file` names.", "Write one `- name: …` with its `entrypoint:` for each below `deployments:`, or name another file.");
        return [];
    }
    const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
    const excluded = patterns
        .filter((pattern) => pattern.startsWith("!"))
        .map((pattern) => pattern.slice(1).trim());
    for (const pattern of [...wanted, ...excluded])
        checkPattern(pattern, candidates, findings);
    const selected = candidates.filter((candidate) => (wanted.length === 0 || wanted.some((pattern) => selects(pattern, candidate))) &&
        !excluded.some((pattern) => selects(pattern, candidate)));
    const complete = checkComplete(selected, wanted, findings);
    checkNames(complete, findings);
    checkRepeated(complete, findings);
    if (complete.length === 0 && findings.problems.length === 0) {
        findings.problem(`\`names\` excludes every deployment (${candidates.length} in all).`, "Take out a pattern that starts with `!`.");
    }
    return complete;
}
function selects(pattern, { name = "", entrypoint, flowNames }) {
    const slash = pattern.indexOf("/");
    if (slash < 0)
        return matches(pattern, name);
    const flows = entrypoint === undefined ? [""] : flowNames;
    const flow = pattern.slice(0, slash);
    return matches(pattern.slice(slash + 1), name) && flows.some((known) => matches(flow, known));
}
function checkPattern(pattern, candidates, findings) {
    if (candidates.some((candidate) => selects(pattern, candidate)))
        return;
    const known = candidates.flatMap(({ name, flowNames }) => name === undefined
        ? []
        : pattern.includes("/")
            ? flowNames.slice(0, 1).map((flow) => `${flow}/${name}`)
            : [name]);
    const nearest = [...new Set(known)]
        .sort((a, b) => (0,mod/* distance */.Io)(pattern, a) - (0,mod/* distance */.Io)(pattern, b) || a.localeCompare(b))
        .slice(0, 3);
    const hint = pattern.includes(",") ? " Write one pattern a line, not a list with commas." : "";
    findings.problem(`\`names\`: ${JSON.stringify(pattern)} selects none of the ${candidates.length} deployments.`, `${nearest.length > 0 ? `The nearest: ${nearest.join(", ")}.` : "None of them has a name."}${hint}`);
}
const WRITE_ENTRYPOINT = "Write `entrypoint: path/to/file.py:function`";
function checkComplete(selected, wanted, findings) {
    const complete = selected.filter(({ name, entrypoint }) => name !== undefined && entrypoint !== undefined);
    for (const candidate of selected.filter((each) => !complete.includes(each))) {
        const { name, where } = candidate;
        const meant = wanted.filter((pattern) => selects(pattern, candidate));
        const alongside = meant.every((pattern) => complete.some((other) => selects(pattern, other)));
        const [what, effect, mend] = name === undefined
            ? [`A deployment in ${where.file} has no \`name\``, "skip it or end in a TypeError", "Give it a name"]
            : [
                `Deployment ${JSON.stringify(name)} has no \`entrypoint\``,
                "skip it without a word",
                WRITE_ENTRYPOINT,
            ];
        const leaveOut = `${mend}, or leave it out with \`names\`.`;
        if (wanted.length > 0 && alongside)
            findings.warning(`${what} and is left out.`, leaveOut, where);
        else
            findings.problem(`${what}; Prefect would ${effect}.`, leaveOut, where);
    }
    return complete;
}
function checkNames(selected, findings) {
    for (const { name = "", where } of selected) {
        const bad = /[/%&><]/.exec(name)?.[0];
        if (bad === undefined)
            continue;
        findings.problem(`The deployment name ${JSON.stringify(name)} holds ${bad}, which Prefect does not allow.`, "Take out any of / % & > < in it.", where);
    }
}
function checkRepeated(selected, findings) {
    const first = new Map();
    for (const candidate of selected) {
        const id = `${candidate.flow ?? candidate.entrypoint ?? ""}/${candidate.name ?? ""}`;
        const other = first.get(id);
        if (other) {
            findings.problem(`${id} is there twice, first at ${place(other.where)}: the second would overwrite the first.`, "Rename one of them, or leave one out with `names`.", candidate.where);
        }
        else {
            first.set(id, candidate);
        }
    }
}

;// CONCATENATED MODULE: ./lib/preflight/answer.js

function sent(context) {
    return context.headerNames.some((name) => name.toLowerCase() === "authorization")
        ? "custom"
        : context.credential;
}
function saw(answer, ...extras) {
    const method = answer.method === "GET" ? "" : `${answer.method} `;
    return `${[`${answer.status} from ${method}${answer.url}`, ...extras].join(", ")}.`;
}
function particulars(answer) {
    const { server, "content-type": type } = answer.headers;
    return [
        ...(type === undefined ? ["no Content-Type"] : [`Content-Type ${quote(type, 60)}`]),
        ...(server === undefined ? [] : [`Server ${quote(server, 60)}`]),
        excerpt(answer),
    ];
}
function retryAfter(answer) {
    const value = answer.headers["retry-after"];
    return value === undefined ? [] : [`Retry-After ${quote(value, 40)}`];
}
function excerpt(answer) {
    const heading = title(answer);
    if (heading !== undefined)
        return `a page titled ${quote(heading)}`;
    return answer.body.trim() === "" ? "an empty body" : `body ${quote(answer.body)}`;
}
function challenge(answer) {
    const value = answer.headers["www-authenticate"];
    return value === undefined ? "no WWW-Authenticate" : `WWW-Authenticate ${quote(value, 160)}`;
}
function answer_json(answer) {
    if (!/^application\/json\b/i.test(answer.headers["content-type"] ?? ""))
        return undefined;
    try {
        return JSON.parse(answer.body);
    }
    catch {
        return undefined;
    }
}
function jsonText(answer, field) {
    const value = answer_json(answer);
    if (typeof value !== "object" || value === null || !(field in value))
        return undefined;
    const text = value[field];
    return typeof text === "string" ? text : undefined;
}
function isHtml(answer) {
    const type = answer.headers["content-type"];
    return type === undefined ? /^\s*<(!doctype html|html)/i.test(answer.body) : /^text\/html\b/i.test(type);
}
function title(answer) {
    return isHtml(answer) ? /<title[^>]*>([^<]+)/i.exec(answer.body)?.[1] : undefined;
}
function isSignInPage(answer) {
    return (isHtml(answer) &&
        (/\b(sign|log)[ -]?in\b/i.test(title(answer) ?? "") ||
            /\/oauth2\/(start|sign_in)\b|type=["']?password\b|\bname=["']?(SAMLRequest|kc-form-login)\b/i.test(answer.body)));
}

;// CONCATENATED MODULE: ./lib/preflight/client-certificate.js
function clientCertificate(ids, { clientCertificate: shown }) {
    return shown
        ? {
            id: ids.refused,
            means: "The gate does not take the certificate in `client-certificate`.",
            todo: "Compare the authority that issued it, and its dates, with the authority that the gate's configuration names for clients.",
        }
        : {
            id: ids.missing,
            means: "The gate wants a client certificate (mTLS), and none was given.",
            todo: "Give one that the gate's authority has issued as `client-certificate`, with its key as `client-key`.",
        };
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose-failure.js


function diagnoseFailure(failure, context) {
    const { code, url } = failure;
    const { host, hostname } = new URL(context.apiUrl);
    const row = rows(host, hostname, context).find(({ codes }) => codes instanceof RegExp ? codes.test(code) : codes.includes(code));
    const { id, seen, means, todo, retry } = row ?? OTHER;
    const detail = failure.detail === undefined ? "" : `: ${quote(failure.detail)}`;
    const waited = failure.waitedMs === undefined ? "" : ` after ${Math.round(failure.waitedMs / 100) / 10} s`;
    return { id, saw: `${seen} ${url} (${code}${waited})${detail}.`, means, todo, retry: retry ?? false };
}
const CA_TODO = "Give the certificate of that authority as `ca-certificate`, a PEM file or its text.";
const rows = (host, hostname, context) => [
    {
        codes: ["ENOTFOUND"],
        id: "dns-unknown",
        seen: "No address for the host of",
        means: `DNS does not know ${hostname}, at least not on this runner.`,
        todo: "Correct the host in `api-url`, or, where the name is an internal one, use a runner inside that network.",
    },
    {
        codes: ["EAI_AGAIN"],
        id: "dns-unavailable",
        seen: "No answer from DNS about the host of",
        means: "The runner's name server cannot be reached at the moment.",
        todo: "Run the job again, and if it stays so, check the DNS settings of the runner.",
        retry: true,
    },
    {
        codes: ["ECONNREFUSED"],
        id: "connection-refused",
        seen: "Connection refused by",
        means: `The host is there, but nothing listens on ${host}.`,
        todo: "Start the gate or Prefect there, or correct the host and port in `api-url`.",
        retry: true,
    },
    {
        codes: ["ECONNRESET", "EPIPE"],
        id: "connection-reset",
        seen: "Connection cut by",
        means: "The gate, or a firewall on the way, closed the connection before it answered.",
        todo: "Check in the gate's log whether this runner's address is blocked, and that `api-url` names the right port.",
        retry: true,
    },
    {
        codes: ["ETIMEDOUT"],
        id: "connection-timeout",
        seen: "No connection to",
        means: "A firewall drops what this runner sends, or the host is down.",
        todo: "Allow this runner's address at the gate, or use a self-hosted runner inside that network.",
        retry: true,
    },
    {
        codes: ["EHOSTUNREACH", "ENETUNREACH"],
        id: "host-unreachable",
        seen: "No route to",
        means: "This runner's network has no way to that address, which is so for a private or an IPv6-only one.",
        todo: "Use a runner inside that network, or give the host in `api-url` an address that this runner can reach.",
        retry: true,
    },
    {
        codes: ["TIMEOUT"],
        id: "request-timeout",
        seen: "No complete answer in time from",
        means: "The connection stands or is being made, but the gate or Prefect behind it hangs.",
        todo: "Check that Prefect and its database answer, and that `api-url` names the right port.",
        retry: true,
    },
    {
        codes: ["ERR_PROXY_CONNECT"],
        id: "proxy-unreachable",
        seen: "No connection to the HTTP proxy on the way to",
        means: "The HTTP proxy that HTTPS_PROXY (or HTTP_PROXY, for http://) names cannot be reached.",
        todo: `Correct the address of the proxy, or name ${hostname} in NO_PROXY where this runner reaches it directly.`,
        retry: true,
    },
    {
        codes: ["ERR_PROXY_TUNNEL"],
        id: "proxy-tunnel-refused",
        seen: "No tunnel to",
        means: `The HTTP proxy that HTTPS_PROXY names did not open a way to ${host}.`,
        todo: "Let that proxy allow the host, or name the host in NO_PROXY where this runner reaches it directly.",
    },
    ...certificateRows(host, hostname),
    ...handshakeRows(host, hostname, context),
    {
        codes: /^HPE_HEADER_OVERFLOW$|^BODY_TOO_LARGE$/,
        id: "answer-too-large",
        seen: "Too large an answer from",
        means: "No answer of Prefect to this request is that large.",
        todo: "Check that `api-url` is the address of the Prefect API.",
    },
    {
        codes: /^HPE_/,
        id: "not-http",
        seen: "Something other than HTTP from",
        means: `What listens on ${host} speaks another protocol than HTTP/1.1.`,
        todo: "Correct the port in `api-url`.",
    },
];
const certificateRows = (host, hostname) => [
    {
        codes: ["DEPTH_ZERO_SELF_SIGNED_CERT"],
        id: "tls-self-signed",
        seen: "Self-signed certificate from",
        means: "The gate's certificate vouches for itself, as also Traefik's default one does where it has no other for the host.",
        todo: `Give the gate a certificate for ${hostname}, or give its certificate as \`ca-certificate\`.`,
    },
    {
        codes: ["SELF_SIGNED_CERT_IN_CHAIN", "CERT_UNTRUSTED", "INVALID_CA"],
        id: "tls-private-ca",
        seen: "Certificate of an unknown authority from",
        means: "The gate's certificate comes from a private certificate authority that this runner does not know.",
        todo: CA_TODO,
    },
    {
        codes: [
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            "UNABLE_TO_GET_ISSUER_CERT",
        ],
        id: "tls-issuer-unknown",
        seen: "Certificate without its issuer from",
        means: "The gate's certificate comes from a private authority, or the gate leaves out the intermediate one.",
        todo: "Let the gate send its full chain, or give the authority's certificate as `ca-certificate`.",
    },
    {
        codes: ["CERT_HAS_EXPIRED"],
        id: "tls-expired",
        seen: "Expired certificate from",
        means: "The gate's certificate has run out.",
        todo: `Renew the certificate of ${host}.`,
    },
    {
        codes: ["CERT_NOT_YET_VALID"],
        id: "tls-not-yet-valid",
        seen: "Certificate of the future from",
        means: "The gate's certificate is not valid yet, or the clock of this runner is wrong.",
        todo: `Check the dates of the certificate of ${host} and the runner's clock.`,
    },
    {
        codes: ["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"],
        id: "tls-wrong-host",
        seen: "Certificate for other names from",
        means: `The gate's certificate does not name ${hostname}.`,
        todo: "Use a host that the certificate names in `api-url`, or give the gate a certificate for this one.",
    },
];
const handshakeRows = (host, hostname, context) => [
    {
        codes: /^EPROTO$|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/,
        id: "tls-on-plain-port",
        seen: "No TLS from",
        means: `The port of ${host} speaks plain HTTP.`,
        todo: "Use the gate's https port in `api-url`, or http:// where the way to the gate is a trusted one.",
    },
    {
        codes: /ALERT_CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA/,
        seen: "Handshake refused by",
        ...clientCertificate({ missing: "tls-client-certificate", refused: "tls-client-certificate-refused" }, context),
    },
    {
        codes: /ALERT_(INTERNAL_ERROR|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME|ACCESS_DENIED)/,
        id: "tls-refused",
        seen: "Handshake refused by",
        means: `The gate has no certificate for ${hostname}, wants a client certificate, or shares no TLS version with this runner.`,
        todo: "Use the host that the gate's configuration names in `api-url`, and look for the handshake in the gate's log.",
    },
    {
        codes: /^ERR_SSL_|^ERR_TLS_|CERT/,
        id: "tls-failed",
        seen: "No TLS connection to",
        means: "The TLS handshake failed for the reason that the code names.",
        todo: "Look for the handshake in the gate's log, and check its certificate and TLS versions.",
    },
];
const OTHER = {
    id: "connection-failed",
    seen: "No answer from",
    means: "The connection failed for the reason that the code names.",
    todo: "Check `api-url`, and that this runner can reach that host and port.",
};

;// CONCATENATED MODULE: ./lib/preflight/diagnose-outage.js

function diagnoseOutage(answer, context) {
    switch (answer.status) {
        case 500:
            return internal(answer, context);
        case 502:
            return {
                id: "prefect-down",
                saw: saw(answer),
                means: /^caddy\b/i.test(answer.headers["server"] ?? "")
                    ? "Prefect, or the service that Caddy asks for authentication (forward_auth), is down behind the gate."
                    : "Prefect is down behind the gate.",
                todo: "Start Prefect, or correct the address that the gate forwards to.",
                retry: true,
            };
        case 503:
            return unavailable(answer);
        case 504:
            return {
                id: "prefect-hangs",
                saw: saw(answer),
                means: "Prefect does not answer the gate in time.",
                todo: "Check that Prefect and its database respond, and that the gate forwards to the right port.",
                retry: true,
            };
        default:
            return undefined;
    }
}
function internal(answer, { outsideAscii }) {
    if (answer_json(answer) !== undefined && outsideAscii) {
        return {
            id: "prefect-outside-ascii",
            saw: saw(answer, excerpt(answer)),
            means: "Prefect's own authentication fails at characters outside ASCII, and the password or user has one.",
            todo: "Use ASCII only in PREFECT_SERVER_API_AUTH_STRING and here; typographic quotes come from copying out of a document.",
            retry: false,
        };
    }
    if (answer_json(answer) !== undefined) {
        return {
            id: "prefect-error",
            saw: saw(answer, excerpt(answer)),
            means: "Prefect itself failed, most often because of its database.",
            todo: "Look for the error in the log of the Prefect server.",
            retry: false,
        };
    }
    if (answer.body.trim() === "" || (isHtml(answer) && /500 Internal Server Error/.test(answer.body))) {
        return {
            id: "auth-service-down",
            saw: saw(answer, excerpt(answer)),
            means: "The gate cannot reach its authentication service (forwardAuth, auth_request).",
            todo: "Start that service, or correct its address in the gate's configuration.",
            retry: true,
        };
    }
    return {
        id: "server-error",
        saw: saw(answer, ...particulars(answer)),
        means: "The gate, or what is behind it, failed.",
        todo: "Look for this request in the log of the gate and of the Prefect server.",
        retry: false,
    };
}
function unavailable(answer) {
    if (jsonText(answer, "exception_message") !== undefined) {
        return {
            id: "prefect-busy",
            saw: saw(answer, ...retryAfter(answer)),
            means: "Prefect is up, but its database is locked or not reachable.",
            todo: "Check the database of the Prefect server, and use PostgreSQL where several clients write at once.",
            retry: true,
        };
    }
    return {
        id: "no-server",
        saw: saw(answer, ...retryAfter(answer)),
        means: "Prefect is down behind the gate.",
        todo: "Start Prefect, or correct the servers and health checks in the gate's configuration.",
        retry: true,
    };
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose-page.js

function diagnosePage(answer, context) {
    return answer.status === 404 ? notFound(answer, context) : notTheApi(answer, context);
}
function notTheApi(answer, context) {
    const seen = saw(answer, excerpt(answer));
    if (/\bprefect\b/i.test(title(answer) ?? ""))
        return prefectUi(seen, context);
    if (isSignInPage(answer)) {
        return {
            id: "sign-in-page",
            saw: seen,
            means: "This is the host for people: it answers with a page to sign in with a browser.",
            todo: "Set `api-url` to the host or path that admits machines by password or token, and `ui-url` to this one.",
            retry: false,
        };
    }
    if (isHtml(answer)) {
        return {
            id: "html-page",
            saw: seen,
            means: "A web page answered in place of the Prefect API.",
            todo: endsInApi(context) ? "Check the host and path in `api-url`." : appendApi(context),
            retry: false,
        };
    }
    if (answer.body.trim() === "") {
        return {
            id: "empty-answer",
            saw: saw(answer, "an empty body"),
            means: "The gate answered by itself and passed nothing to Prefect, as Caddy does for a host that it does not know.",
            todo: "Use the host that the gate's configuration names in `api-url`, and check the gate's rule for its path.",
            retry: false,
        };
    }
    if (answer_json(answer) !== undefined) {
        return {
            id: "other-json",
            saw: saw(answer, ...particulars(answer)),
            means: "JSON answered, but not as a Prefect server does.",
            todo: "Check that `api-url` is the address of the Prefect API, and not of another service.",
            retry: false,
        };
    }
    return undefined;
}
function prefectUi(seen, context) {
    return endsInApi(context)
        ? {
            id: "prefect-ui-at-api",
            saw: seen,
            means: "Prefect's UI answered although `api-url` ends in /api, so its API is not at the path that the gate passes on.",
            todo: matchPaths(context),
            retry: false,
        }
        : {
            id: "prefect-ui",
            saw: seen,
            means: "Prefect's UI answered: /api is missing from `api-url`.",
            todo: appendApi(context),
            retry: false,
        };
}
function notFound(answer, context) {
    if (jsonText(answer, "detail") === "Not Found")
        return wrongPath(answer, context);
    if (/^404 page not found\s*$/.test(answer.body)) {
        return {
            id: "traefik-no-router",
            saw: saw(answer, excerpt(answer)),
            means: "Traefik has no router for this host and path.",
            todo: context.apiUrl.startsWith("http:")
                ? "Correct the host and path in `api-url`, start it with https:// if this is Traefik's TLS port, or mend the router's rule."
                : "Correct the host and path in `api-url`, or the rule and entry point of the router in Traefik.",
            retry: false,
        };
    }
    return {
        id: "not-found",
        saw: saw(answer, ...particulars(answer)),
        means: "The gate, or a server that is not Prefect, has nothing at this path.",
        todo: endsInApi(context)
            ? "Check the host and path in `api-url`, and the gate's rule for them."
            : appendApi(context),
        retry: false,
    };
}
function wrongPath(answer, context) {
    const seen = saw(answer, 'JSON "Not Found"');
    if (!/\/api(\/|$)/.test(new URL(context.apiUrl).pathname)) {
        return {
            id: "api-missing",
            saw: seen,
            means: "Prefect answered, but /api is missing from `api-url`.",
            todo: appendApi(context),
            retry: false,
        };
    }
    const { origin, pathname } = new URL(context.apiUrl);
    const shorter = /^(.*?\/api)\/.+$/.exec(pathname.replace(/\/+$/, ""))?.[1];
    return {
        id: "prefect-wrong-path",
        saw: seen,
        means: "Prefect answered, but its API is not at this path.",
        todo: shorter === undefined ? matchPaths(context) : `Set \`api-url\` to ${origin}${shorter}.`,
        retry: false,
    };
}
function matchPaths(context) {
    const path = new URL(context.apiUrl).pathname.replace(/\/+$/, "");
    const prefix = path.slice(0, -"/api".length);
    return prefix === ""
        ? "Let the gate pass the path on with /api, or put the prefix before /api in `api-url` where the server has one (PREFECT_SERVER_API_BASE_PATH)."
        : `Let the gate take ${prefix} and no more off the path, or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=${path}.`;
}
function appendApi(context) {
    return `Append /api: set \`api-url\` to ${context.apiUrl.replace(/\/+$/, "")}/api.`;
}
function endsInApi(context) {
    return /\/api\/*$/.test(new URL(context.apiUrl).pathname);
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose-redirect.js


const LOGIN = /\/(authorize|oauth2\/(start|sign_in|auth)|login|log-in|signin|sign-in|sign_in|sso|saml2?|auth|adfs|realms)(\/|$)/i;
function diagnoseRedirect(answer, context) {
    const from = new URL(answer.url);
    const to = destination(answer.headers["location"], from);
    if (to === undefined)
        return withoutLocation(answer);
    const seen = saw(answer, `a redirect to ${shown(to)}`);
    return { ...kind(from, to, context), saw: seen, retry: false };
}
function kind(from, to, context) {
    const better = apiUrlBehind(to, context, from);
    const sameHost = from.hostname === to.hostname;
    if (LOGIN.test(to.pathname))
        return toLogin(to, context);
    if (sameHost && from.pathname === to.pathname && from.protocol !== to.protocol) {
        return to.protocol === "https:" ? toHttps(better) : toHttp();
    }
    if (sameHost && withoutSlash(from) === withoutSlash(to) && from.port === to.port)
        return trailingSlash();
    if (better !== undefined)
        return moved(better);
    return sameHost ? elsewhere() : toLogin(to, context);
}
function toHttps(better) {
    return {
        id: "redirect-to-https",
        means: "The gate wants https, and a redirect can turn the POST of a deploy into a GET.",
        todo: `Set \`api-url\` to ${better ?? "the https:// address"}.`,
    };
}
function toHttp() {
    return {
        id: "redirect-to-http",
        means: "The gate or Prefect sends a secure request on to plain HTTP, where the credential could be read.",
        todo: "Let the gate set X-Forwarded-Proto, and remove the rule that redirects to http.",
    };
}
function toLogin(to, context) {
    const given = credentials(context);
    const how = given.length === 0 ? "no credential was sent" : `${given.join(" and ")} did not open it`;
    const uiUrl = context.apiUrl.replace(/(\/api)?\/*$/, "");
    return {
        id: "redirect-to-login",
        means: `This is the browser host: people sign in at ${quote(to.host, 80)} (SSO), and ${how}.`,
        todo: "Look for the machine host, a name or path that admits a password or token, " +
            `set \`api-url\` to it and \`ui-url\` to ${uiUrl}; ` +
            `if this host admits machines too, ${given.length === 0 ? "give a" : "check the"} credential.`,
    };
}
function credentials(context) {
    const what = sent(context);
    return [
        ...(what === "basic" ? ["the password"] : what === "bearer" ? ["the token"] : []),
        ...(context.headerNames.length > 0 ? ["`headers`"] : []),
    ];
}
function trailingSlash() {
    return {
        id: "redirect-trailing-slash",
        means: "The gate adds or takes away a slash at the end of the path, which Prefect's paths do not bear.",
        todo: "Remove the rule for trailing slashes from the gate for the path of `api-url`.",
    };
}
function moved(better) {
    return {
        id: "redirect-moved",
        means: "The API is at another address, and a redirect can turn the POST of a deploy into a GET.",
        todo: `Set \`api-url\` to ${better}, if that is where the Prefect API should be.`,
    };
}
function elsewhere() {
    return {
        id: "redirect-other",
        means: "The gate does not let this path through to the Prefect API.",
        todo: "Check the path in `api-url`, which usually ends in /api, and the gate's rule for it.",
    };
}
function withoutLocation(answer) {
    return {
        id: "redirect-without-location",
        saw: saw(answer, "a redirect without a usable Location"),
        means: "The gate redirects, and does not say where to.",
        todo: "Check the gate's rule for the path of `api-url`.",
        retry: false,
    };
}
function apiUrlBehind(to, context, from) {
    const probe = from.pathname.slice(new URL(context.apiUrl).pathname.replace(/\/+$/, "").length);
    if (probe === "" || !/^https?:$/.test(to.protocol) || !to.pathname.endsWith(probe))
        return undefined;
    const better = to.origin + to.pathname.slice(0, -probe.length);
    return better.length <= 200 ? better : undefined;
}
function destination(location, from) {
    return location === undefined || location === ""
        ? undefined
        : (URL.parse(location, from.href) ?? undefined);
}
function shown(to) {
    return quote(/^https?:$/.test(to.protocol) ? to.origin + to.pathname : to.protocol, 120);
}
function withoutSlash(url) {
    return url.pathname.replace(/\/+$/, "");
}

;// CONCATENATED MODULE: ./lib/preflight/refusals.js

const SET_BASIC = "`auth-string`, or `username` and `password` (a secret that is not set, or not passed to a workflow from a fork, arrives empty)";
const SET_BEARER = "`api-key`, or `oidc-audience`, or `token-url` (a secret that is not set, or not passed to a workflow from a fork, arrives empty)";
const CUSTOM = "Correct the Authorization value in `headers`, which replaces every other credential";
const PREFECT_AUTH = {
    basic: {
        id: "prefect-auth-wrong",
        means: "Prefect itself refused: its own auth string is another one, or the gate took Authorization away.",
        todo: "Make `auth-string` equal to the server's PREFECT_SERVER_API_AUTH_STRING, or let the gate pass Authorization on.",
    },
    bearer: {
        id: "prefect-auth-bearer-sent",
        means: "Prefect itself refused: it has an auth string of its own, which no Bearer token satisfies.",
        todo: "Give `auth-string` in place of `api-key`, or, where the gate needs the token, take PREFECT_SERVER_API_AUTH_STRING off the server.",
    },
    none: {
        id: "prefect-auth-nothing-sent",
        means: "Prefect itself refused: it has an auth string of its own, and none was sent.",
        todo: `Set ${SET_BASIC} to the server's PREFECT_SERVER_API_AUTH_STRING.`,
    },
    custom: {
        id: "prefect-auth-custom-header",
        means: "Prefect itself refused: it has an auth string of its own, which the header did not hold.",
        todo: `${CUSTOM}, or give \`auth-string\` instead.`,
    },
};
const CSRF_REFUSED = {
    id: "csrf-refused",
    means: "Prefect has CSRF protection on and did not accept the token that it gave a moment ago.",
    todo: "Check that the gate sends every request to the same Prefect, and that several servers share one database.",
};
const BASIC_GATE = {
    basic: {
        id: "basic-gate-wrong-password",
        means: "A Basic gate refused the user or the password.",
        todo: "Compare `auth-string`, or `username` and `password`, with the list of users that the gate has.",
    },
    bearer: {
        id: "basic-gate-bearer-sent",
        means: "The gate wants user and password (Basic), but a Bearer token was sent.",
        todo: "Give `auth-string`, or `username` and `password`, in place of `api-key`.",
    },
    none: {
        id: "basic-gate-nothing-sent",
        means: "The gate wants user and password (Basic), and no credential was sent.",
        todo: `Set ${SET_BASIC}.`,
    },
    custom: {
        id: "basic-gate-custom-header",
        means: "The gate wants user and password (Basic) and refused the Authorization from `headers`.",
        todo: `${CUSTOM}, or give \`auth-string\` instead.`,
    },
};
const BEARER_GATE = {
    basic: {
        id: "bearer-gate-basic-sent",
        means: "The gate wants a Bearer token, but user and password (Basic) were sent.",
        todo: "Put a token in `api-key` in place of `auth-string`, or of `username` and `password`.",
    },
    bearer: {
        id: "bearer-gate-token-not-seen",
        means: "A Bearer token was sent, but the gate did not find it usable, or something on the way took it away.",
        todo: "Check that nothing before the gate removes the Authorization header, and that `api-key` holds the token alone.",
    },
    none: {
        id: "bearer-gate-nothing-sent",
        means: "The gate wants a Bearer token, and no credential was sent.",
        todo: `Set ${SET_BEARER}.`,
    },
    custom: {
        id: "bearer-gate-custom-header",
        means: "The gate wants a Bearer token and refused the Authorization from `headers`.",
        todo: `${CUSTOM}, or give \`api-key\` instead.`,
    },
};
const BEARER_INVALID = {
    id: "bearer-gate-invalid-token",
    means: "A Bearer gate refused the token: it has run out, or its signature, issuer or audience is not accepted.",
    todo: "Put a fresh token in `api-key`, and compare its `exp`, `iss` and `aud` with the gate's configuration.",
};
const TOKEN_EXPIRED = {
    id: "token-expired",
    means: "The token has run out.",
    todo: "Put a fresh token in `api-key`, or let the action ask for one in each run (`oidc-audience`, `token-url`).",
};
const TOKEN_NOT_YET_VALID = {
    id: "token-not-yet-valid",
    means: "The token is valid only from a later time (`nbf`).",
    todo: "Correct the clock of the issuer, or put another token in `api-key`.",
};
function tokenClock(ahead) {
    return {
        id: "token-clock",
        means: `The token is valid by this runner's clock, but not by the gate's, which is ${duration(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"}.`,
        todo: "Set both clocks right (NTP), or use a token that lives longer than they differ.",
    };
}
const OAUTH2_PROXY = {
    basic: {
        id: "oauth2-proxy-basic-sent",
        means: "An authentication service such as oauth2-proxy, which wants a token, refused the user and password.",
        todo: "Put a JWT in `api-key` in place of `auth-string`, or of `username` and `password`.",
    },
    bearer: {
        id: "oauth2-proxy-token-refused",
        means: "An authentication service that gives no reason, such as oauth2-proxy, refused the token.",
        todo: "Compare `exp`, `iss` and `aud` of the token in `api-key` with --extra-jwt-issuers, and check that --skip-jwt-bearer-tokens is on.",
    },
    none: {
        id: "oauth2-proxy-nothing-sent",
        means: "An authentication service such as oauth2-proxy wants a token, and no credential was sent.",
        todo: `Set ${SET_BEARER}.`,
    },
    custom: {
        id: "oauth2-proxy-custom-header",
        means: "An authentication service such as oauth2-proxy refused the Authorization from `headers`.",
        todo: `${CUSTOM}, or give \`api-key\` instead.`,
    },
};
const ENVOY = [
    [
        /^RBAC: access denied/,
        {
            id: "envoy-rbac-denied",
            means: "A rule of Envoy (RBAC) does not let this caller in, as it does for a token with another subject (`sub`).",
            todo: "Compare the token in `api-key` with the rule, which often names one repository and branch.",
        },
    ],
    [
        /^Jwt is expired/,
        {
            id: "jwt-expired",
            means: "The gate refused the token because it has run out.",
            todo: "Put a fresh token in `api-key`, one that lives longer than the job.",
        },
    ],
    [
        /^Jwt not yet valid/,
        {
            id: "jwt-not-yet-valid",
            means: "The token is valid only from a later time (`nbf`), or the gate's clock is behind.",
            todo: "Correct the clock of the gate or of the issuer, or put another token in `api-key`.",
        },
    ],
    [
        /^Jwt issuer is not configured/,
        {
            id: "jwt-issuer",
            means: "The gate does not know the issuer (`iss`) of the token.",
            todo: "Put a token of the gate's own issuer in `api-key`, or add this issuer to the gate's configuration.",
        },
    ],
    [
        /^Audiences in Jwt are not allowed/,
        {
            id: "jwt-audience",
            means: "The token is good, but made for another service (`aud`).",
            todo: "Ask the issuer for a token with the audience that the gate expects, and put it in `api-key`.",
        },
    ],
    [
        /^Jwt verification fails/,
        {
            id: "jwt-signature",
            means: "The signature of the token does not fit the keys that the gate has of its issuer.",
            todo: "Put an unchanged token of that issuer in `api-key`, and check that the gate has the issuer's present keys.",
        },
    ],
    [
        /^Jwks /,
        {
            id: "jwt-keys",
            means: "The gate has no key of the issuer for this token.",
            todo: "Check the gate's key set (JWKS) and that it can fetch it, or put a token of the right issuer in `api-key`.",
        },
    ],
    [
        /^Jwt (is not in the form|header|payload|signature)/,
        {
            id: "jwt-malformed",
            means: "What was sent as a Bearer token is not a JWT.",
            todo: "Put the whole token, three parts with two dots and nothing else, in `api-key`.",
        },
    ],
];
const ENVOY_OTHER = {
    id: "jwt-refused",
    means: "The gate refused the token for the reason that the body names.",
    todo: "Put a token in `api-key` that the gate's configuration accepts.",
};
const OTHER_SCHEME = {
    id: "other-scheme-gate",
    means: "The gate wants a kind of authentication that neither Prefect nor this action can do.",
    todo: "Let the gate accept Basic (`auth-string`) or a Bearer token (`api-key`) for the path of `api-url`.",
};
const ENVOY_OAUTH2 = {
    id: "browser-host-401",
    means: "This is the browser host: Envoy's oauth2 filter wants a session, which only people get by signing in.",
    todo: "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and `ui-url` to this one.",
};
const SIGN_IN_PAGE = {
    id: "sign-in-page-403",
    means: "A gate such as oauth2-proxy answered with its page for people to sign in, and no machine's credential counted.",
    todo: "Let it accept tokens (--skip-jwt-bearer-tokens) and put one in `api-key`, or set `api-url` to the host for machines.",
};
const LOOK = "look for this request in the gate's log";
const CHECK = {
    basic: `Check \`auth-string\`, or \`username\` and \`password\`, and ${LOOK}.`,
    bearer: `Check the token in \`api-key\` (\`exp\`, \`iss\`, \`aud\`), and ${LOOK}.`,
    none: "Set `auth-string`, or `username` and `password`, or `api-key`, whichever the gate wants, or allow this runner's address there.",
    custom: `${CUSTOM}, and ${LOOK}.`,
};
function haproxyDenied(what) {
    return {
        id: "haproxy-denied",
        means: "A rule of HAProxy (http-request deny) met, as it does for a token with the wrong audience.",
        todo: CHECK[what],
    };
}
function unauthorized(what) {
    return what === "none"
        ? {
            id: "unauthorized-nothing-sent",
            means: "The gate wants a credential, does not say which, and none was sent.",
            todo: CHECK[what],
        }
        : {
            id: "unauthorized",
            means: "The gate refused the credential and does not say why.",
            todo: CHECK[what],
        };
}
function forbidden(what, also) {
    const more = also.map((input) => `\`${input}\``).join(" and ");
    const todo = more === "" ? CHECK[what] : `Check ${more}, and ${lowerFirst(CHECK[what])}`;
    return what === "none"
        ? {
            id: "forbidden-nothing-sent",
            means: `The gate does not let requests without a credential${more === "" ? "" : `, or with what is in ${more}`}, or this runner's address, through.`,
            todo,
        }
        : {
            id: "forbidden",
            means: "The gate does not let this credential, or this runner's address, through.",
            todo,
        };
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose-refusal.js



function diagnoseRefusal(answer, context) {
    const what = sent(context);
    const at = clocks(answer);
    const told = byPrefect(answer, what) ??
        byEnvoy(answer, what) ??
        byToken(at, what, context) ??
        (answer.status === 401 ? diagnose_refusal_unauthorized(answer, what) : diagnose_refusal_forbidden(answer, what, context));
    return {
        ...told,
        todo: forMinted(told.todo, context),
        saw: saw(answer, challenge(answer), ...about(answer), ...aboutToken(at, what, context)),
        retry: false,
    };
}
function byToken({ theirs, ours }, what, { token }) {
    const jwt = what === "bearer" || what === "custom" ? token?.jwt : undefined;
    if (!jwt || theirs === undefined || ours === undefined)
        return undefined;
    const ends = (at) => (jwt.expires ?? Infinity) <= at;
    const begins = (at) => (jwt.notBefore ?? -Infinity) > at;
    if (!ends(theirs) && !begins(theirs))
        return undefined;
    const differ = Math.abs(theirs - ours) > CLOCK_TOLERANCE && !ends(ours) && !begins(ours);
    if (differ)
        return tokenClock(theirs - ours);
    return ends(theirs) ? TOKEN_EXPIRED : TOKEN_NOT_YET_VALID;
}
const CLOCK_TOLERANCE = 30_000;
function clocks({ headers, receivedAt }) {
    const date = Date.parse(headers["date"] ?? "");
    const theirs = Number.isNaN(date) ? receivedAt : date;
    return { theirs, ours: receivedAt ?? theirs };
}
function aboutToken({ theirs }, what, { token }) {
    if (what === "basic" || !token?.jwt || theirs === undefined)
        return [];
    return [`sent a token with ${describeJwt(token.jwt, theirs)}`];
}
function forMinted(todo, { token }) {
    if (!token || token.from === "api-key" || !todo.includes("`api-key`"))
        return todo;
    if (token.from === "headers")
        return todo.replaceAll("`api-key`", "`headers`");
    return token.from === "oidc-audience"
        ? "Compare the audience in `oidc-audience`, and the subject of the token, with what the gate accepts from the issuer https://token.actions.githubusercontent.com."
        : "Compare what `token-url` gives for this `scope` and `audience` with the issuer and the audience that the gate accepts.";
}
function byPrefect(answer, what) {
    if (jsonText(answer, "exception_message") === "Unauthorized")
        return PREFECT_AUTH[what];
    const detail = jsonText(answer, "detail") ?? "";
    return /CSRF token|client identifier/.test(detail) ? CSRF_REFUSED : undefined;
}
function byEnvoy({ body }, what) {
    if (body.startsWith("OAuth flow failed"))
        return ENVOY_OAUTH2;
    if (!/^Jw(t|ks) |^Audiences in Jwt |^RBAC: /.test(body))
        return undefined;
    if (body.startsWith("Jwt is missing"))
        return BEARER_GATE[what];
    return ENVOY.find(([pattern]) => pattern.test(body))?.[1] ?? ENVOY_OTHER;
}
function diagnose_refusal_unauthorized(answer, what) {
    const header = answer.headers["www-authenticate"];
    if (header === undefined) {
        const bare = /^Unauthorized\s*$/.test(answer.body);
        return bare ? OAUTH2_PROXY[what] : unauthorized(what);
    }
    const basic = /(^|,\s*)basic\b/i.test(header);
    const bearer = /(^|,\s*)bearer\b/i.test(header);
    if (bearer && !(basic && what === "basic"))
        return byBearerGate(header, what);
    return basic ? BASIC_GATE[what] : OTHER_SCHEME;
}
function byBearerGate(header, what) {
    const refused = what === "bearer" && /error="?invalid_token/.test(header);
    return refused ? BEARER_INVALID : BEARER_GATE[what];
}
function diagnose_refusal_forbidden(answer, what, context) {
    if (isSignInPage(answer))
        return SIGN_IN_PAGE;
    const also = [
        ...(context.headerNames.length > 0 ? ["headers"] : []),
        ...(context.clientCertificate ? ["client-certificate"] : []),
    ];
    const haproxy = /Request forbidden by administrative rules/.test(answer.body);
    return haproxy ? haproxyDenied(what) : forbidden(what, also);
}
function about(answer) {
    if (jsonText(answer, "exception_message") !== undefined)
        return [excerpt(answer)];
    if (!("www-authenticate" in answer.headers))
        return particulars(answer);
    return /^(401 Unauthorized|Unauthorized)?\s*$/.test(answer.body) ? [] : [excerpt(answer)];
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose-request.js


function diagnoseRequest(answer, context) {
    const row = [...WRONG_PORT(context), ...LIMITS, ...diagnose_request_OTHER].find(({ when }) => when(answer));
    if (row === undefined)
        return undefined;
    const { id, means, todo } = row;
    if (answer.status === 429)
        return { id, saw: saw(answer, ...retryAfter(answer)), means, todo, retry: true };
    return { id, saw: saw(answer, ...particulars(answer)), means, todo, retry: false };
}
const WRONG_PORT = (context) => [
    {
        id: "plain-http-on-tls-port",
        when: is(400, /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP to/i),
        means: "The port speaks TLS, and `api-url` starts with http://.",
        todo: `Set \`api-url\` to ${context.apiUrl.replace(/^http:/, "https:")}.`,
    },
    {
        when: is(400, /No required SSL certificate was sent|SSL certificate error/i),
        ...clientCertificate({ missing: "client-certificate-missing", refused: "client-certificate-refused" }, context),
    },
];
const LIMITS = [
    {
        id: "rate-limited",
        when: is(429),
        means: "The gate takes no more requests from this runner for now.",
        todo: "Raise the gate's rate limit for the path of `api-url`: a deploy sends about nine requests per deployment.",
    },
    {
        id: "headers-too-large",
        when: (answer) => is(431)(answer) ||
            is(400, /header or cookie too large|header.{0,40}(too (large|long)|exceeds)/i)(answer),
        means: "The headers are larger than the gate allows.",
        todo: "Raise the gate's limit for request headers, or shorten the token in `api-key` or the values in `headers`.",
    },
    {
        id: "body-too-large",
        when: is(413),
        means: "The gate's limit for the body of a request is below the few bytes that were sent.",
        todo: "Raise the gate's limit for request bodies to some megabytes (nginx: client_max_body_size).",
    },
    {
        id: "url-too-long",
        when: is(414),
        means: "The URL is longer than the gate allows.",
        todo: "Shorten the path in `api-url`, or raise the gate's limit for the request line.",
    },
];
const diagnose_request_OTHER = [
    {
        id: "method-refused",
        when: is(405),
        means: "The gate does not let this method through to the Prefect API.",
        todo: "Allow GET, POST, PATCH and DELETE at the gate for the path of `api-url`.",
    },
    {
        id: "proxy-authentication",
        when: is(407),
        means: "A forward proxy between this runner and the gate wants credentials of its own.",
        todo: "Let that proxy pass the host in `api-url` without credentials, or use a runner that needs no proxy.",
    },
    {
        id: "wrong-virtual-host",
        when: is(421),
        means: "The gate does not serve this host on this connection, or only with a client certificate.",
        todo: "Use the host that the gate's configuration names in `api-url`.",
    },
];
function is(status, body) {
    return (answer) => answer.status === status && (body?.test(answer.body) ?? true);
}

;// CONCATENATED MODULE: ./lib/preflight/diagnose.js







function diagnose(observation, context) {
    if (observation.kind === "failure")
        return diagnoseFailure(observation, context);
    return proof(observation) ?? explain(observation, context) ?? unexpected(observation);
}
function outOfPlace(observation, good) {
    if (good.good !== "csrf-wanted")
        return unexpected(observation);
    return {
        id: "csrf-headers-lost",
        saw: saw(observation, `"Missing CSRF token." although one was sent`),
        means: "The gate takes the headers Prefect-Csrf-Token and Prefect-Csrf-Client away.",
        todo: "Let the gate pass both headers on to Prefect.",
        retry: false,
    };
}
function proof(answer) {
    const value = answer_json(answer);
    if (answer.method === "POST") {
        if (answer.status === 200 && Array.isArray(value))
            return { good: "list" };
        const wanted = answer.status === 403 && jsonText(answer, "detail") === "Missing CSRF token.";
        return wanted ? { good: "csrf-wanted" } : undefined;
    }
    if (answer.status !== 200)
        return undefined;
    if (isVersion(value))
        return { good: "version", serverVersion: value };
    const token = jsonText(answer, "token");
    return token === undefined || jsonText(answer, "client") === undefined
        ? undefined
        : { good: "csrf-token", token };
}
function isVersion(value) {
    return typeof value === "string" && /^\d+[.+][\w.+-]{1,60}$/.test(value);
}
function explain(answer, context) {
    const { status } = answer;
    if (status === 200 || status === 404)
        return diagnosePage(answer, context);
    if (status >= 300 && status < 400)
        return diagnoseRedirect(answer, context);
    if (status === 401 || status === 403)
        return diagnoseRefusal(answer, context);
    if (status >= 400 && status < 500)
        return diagnoseRequest(answer, context);
    return diagnoseOutage(answer, context);
}
function unexpected(answer) {
    return {
        id: "unexpected-answer",
        saw: saw(answer, ...particulars(answer)),
        means: "This is not what a Prefect server answers.",
        todo: "Check that `api-url` is the address of the Prefect API, and look for this request in the gate's log.",
        retry: false,
    };
}

;// CONCATENATED MODULE: ./lib/preflight/probe.js

const KEPT_CHARACTERS = 4096;
const READ_BYTES = 64 * 1024;
async function observe(target, question, how) {
    const url = shownUrl(endpoint(target, question.path));
    try {
        const limits = { ...how, maxBytes: READ_BYTES, oversize: "truncate" };
        return answered(await request(target, { ...question, ...limits }), question, url, target);
    }
    catch (error) {
        if (!(error instanceof ConnectionError))
            throw error;
        const { code, detail } = error;
        return {
            kind: "failure",
            url,
            code,
            ...(code === "TIMEOUT" ? { waitedMs: how.timeoutMs } : {}),
            ...(detail === undefined ? {} : { detail }),
        };
    }
}
function answered(answer, question, url, target) {
    const secrets = secretsOf(target);
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, without(secrets, value)]);
    return {
        kind: "answer",
        method: question.method,
        url,
        status: answer.status,
        receivedAt: Date.now(),
        headers: Object.fromEntries(headers),
        body: without(secrets, answer.body).slice(0, KEPT_CHARACTERS),
    };
}
function without(secrets, text) {
    return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}
const SHORTEST_SECRET = 8;
function secretsOf(target) {
    return Object.entries(target.headers)
        .flatMap(([name, value]) => {
        if (name.toLowerCase() === "host")
            return [];
        const [scheme = "", rest = ""] = value.split(/ (.*)/s);
        const decoded = /^basic$/i.test(scheme) ? Buffer.from(rest, "base64").toString() : "";
        return [value, rest, decoded, decoded.slice(decoded.indexOf(":") + 1)];
    })
        .filter((secret) => secret.length >= SHORTEST_SECRET)
        .sort((a, b) => b.length - a.length);
}

;// CONCATENATED MODULE: ./lib/preflight/preflight.js





class PreflightError extends ActionError {
    diagnosis;
    constructor(diagnosis) {
        super({ what: `${diagnosis.saw} ${diagnosis.means}`, mend: diagnosis.todo, see: diagnosis.id });
        this.diagnosis = diagnosis;
    }
}
async function preflight(target, context, options) {
    const { retries, deadline, progress, signal, sleep = pause } = options;
    const started = Date.now();
    for (let attempt = 1;; attempt++) {
        try {
            return { ...(await converse(asker(target, context, options))), attempts: attempt };
        }
        catch (error) {
            if (!(error instanceof Refusal))
                throw error;
            const { diagnosis } = error;
            const wait = retryAfterMs(error.observation) ?? backoffMs(attempt);
            if (!diagnosis.retry || attempt > retries || Date.now() + wait >= deadline) {
                throw new PreflightError(withHistory(diagnosis, attempt, Date.now() - started));
            }
            progress(`${clause(diagnosis.saw)}: ${diagnosis.means} ` +
                `Trying again in ${seconds(wait)} (attempt ${attempt + 1} of ${retries + 1}).`);
            await sleep(wait, signal);
            signal?.throwIfAborted();
        }
    }
}
const EMPTY_LIST = { method: "POST", path: "/deployments/filter", json: { limit: 0 } };
async function converse(ask) {
    const { serverVersion } = await ask({ method: "GET", path: "/admin/version" }, "version");
    const list = await ask(EMPTY_LIST, "list", "csrf-wanted");
    if (list.good === "list")
        return { serverVersion };
    const client = (0,external_node_crypto_namespaceObject.randomUUID)();
    const { token } = await ask({ method: "GET", path: `/csrf-token?client=${client}` }, "csrf-token");
    const headers = { "Prefect-Csrf-Token": token, "Prefect-Csrf-Client": client };
    await ask({ ...EMPTY_LIST, headers }, "list");
    return { serverVersion, csrf: { token, client } };
}
class Refusal extends Error {
    diagnosis;
    observation;
    constructor(diagnosis, observation) {
        super(diagnosis.id);
        this.diagnosis = diagnosis;
        this.observation = observation;
    }
}
function asker(target, context, options) {
    const { deadline, signal, requestTimeoutMs = 15_000 } = options;
    return async (question, ...wanted) => {
        const timeoutMs = Math.max(1, Math.min(requestTimeoutMs, deadline - Date.now()));
        const observation = await observe(target, question, { timeoutMs, signal });
        const verdict = diagnose(observation, context);
        if ("id" in verdict)
            throw new Refusal(verdict, observation);
        if (isOneOf(verdict, wanted))
            return verdict;
        throw new Refusal(outOfPlace(observation, verdict), observation);
    };
}
function isOneOf(good, wanted) {
    return wanted.some((kind) => kind === good.good);
}
const LONGEST_BACKOFF_MS = 30_000;
function backoffMs(attempt) {
    return Math.min(1000 * 2 ** (attempt - 1), LONGEST_BACKOFF_MS) * (1 + Math.random() / 10);
}
function retryAfterMs(observation) {
    const value = observation.kind === "answer" ? observation.headers["retry-after"]?.trim() : undefined;
    if (value === undefined || value === "")
        return undefined;
    const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
    return Number.isNaN(wait) ? undefined : Math.max(wait, 1000);
}
function withHistory(diagnosis, attempts, elapsedMs) {
    if (attempts === 1)
        return diagnosis;
    const history = `the last of ${attempts} attempts over ${seconds(elapsedMs)}`;
    return { ...diagnosis, saw: `${clause(diagnosis.saw)}, ${history}.` };
}
function clause(sentence) {
    return sentence.replace(/\.$/, "");
}
function seconds(ms) {
    return `${Math.round(ms / 1000)} s`;
}

;// CONCATENATED MODULE: ./lib/prefect/api.js



const PAGE = 200;
const api_TRIES = 4;
class PrefectApi {
    target;
    csrf;
    signal;
    constructor(target, csrf, signal) {
        this.target = target;
        this.csrf = csrf;
        this.signal = signal;
    }
    within(ms) {
        return new PrefectApi(this.target, this.csrf, AbortSignal.timeout(ms));
    }
    deploymentsByName(names) {
        return this.all("/deployments/filter", names && { deployments: { name: { any_: names } } });
    }
    deploymentsById(ids) {
        return this.all("/deployments/filter", { deployments: { id: { any_: ids } } });
    }
    async workPools(names) {
        if (names.length === 0)
            return new Set();
        const pools = await this.all("/work_pools/filter", {
            work_pools: { name: { any_: names } },
        });
        return new Set(pools.map(({ name }) => name));
    }
    async flowNames(ids) {
        const flows = await this.all("/flows/filter", {
            flows: { id: { any_: ids } },
        });
        return new Map(flows.map(({ id, name }) => [id, name]));
    }
    async all(path, filter) {
        const rows = [];
        for (;;) {
            const page = await this.read(path, { ...filter, limit: PAGE, offset: rows.length });
            rows.push(...page);
            if (page.length < PAGE)
                return rows;
        }
    }
    async read(path, json) {
        let trouble = "";
        for (let attempt = 1; attempt <= api_TRIES; attempt += 1) {
            if (attempt > 1)
                await pause(500 * 2 ** attempt, this.signal);
            try {
                const answer = await request(this.target, {
                    method: "POST",
                    path,
                    json,
                    headers: this.csrf
                        ? { "Prefect-Csrf-Token": this.csrf.token, "Prefect-Csrf-Client": this.csrf.client }
                        : {},
                    timeoutMs: 30_000,
                    signal: this.signal,
                });
                if (answer.status === 200) {
                    const body = JSON.parse(answer.body);
                    if (Array.isArray(body))
                        return body;
                    trouble = "an answer that is not a list";
                    break;
                }
                trouble = `${answer.status}`;
                const mayHaveExpired = answer.status === 403 && this.csrf !== undefined && attempt === 1;
                if (mayHaveExpired)
                    await this.renewCsrfToken();
                else if (answer.status < 500 && answer.status !== 429)
                    break;
            }
            catch (error) {
                if (!(error instanceof ConnectionError) && !(error instanceof SyntaxError))
                    throw error;
                trouble = error instanceof ConnectionError ? error.code : "an answer that is not JSON";
            }
        }
        throw new ActionError({
            what: `Reading ${path} from the server failed (${trouble}), although the connection check before passed.`,
            mend: "Run the job again; if it fails again, look for this request in the gate's log.",
        });
    }
    async renewCsrfToken() {
        if (!this.csrf)
            return;
        const { client } = this.csrf;
        const path = `/csrf-token?client=${client}`;
        const answer = await request(this.target, {
            method: "GET",
            path,
            timeoutMs: 30_000,
            signal: this.signal,
        });
        const { token } = JSON.parse(answer.body);
        if (typeof token === "string")
            this.csrf = { token, client };
    }
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/prefect/process.js


const GRACE_MS = 5_000;
const KEPT = 1_000_000;
function run(command, options) {
    const [program = "", ...args] = command;
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, {
            cwd: options.cwd,
            env: options.env,
            stdio: "pipe",
            detached: process.platform !== "win32",
            windowsHide: true,
        });
        const { graceMs = GRACE_MS, signal } = options;
        let output = "";
        let settled = false;
        const onLine = (line) => {
            if (settled)
                return;
            output += `${line}\n`;
            if (output.length > 2 * KEPT)
                output = output.slice(-KEPT);
            options.onLine?.(line);
        };
        const flushes = [byLine(child.stdout, onLine), byLine(child.stderr, onLine)];
        const stop = endTree(child, graceMs);
        if (signal?.aborted)
            stop();
        signal?.addEventListener("abort", stop, { once: true });
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.stdin ?? "");
        child.on("error", (error) => {
            signal?.removeEventListener("abort", stop);
            reject(error);
        });
        let exitCode;
        const letGo = () => {
            child.stdout.destroy();
            child.stderr.destroy();
        };
        const settle = () => {
            for (const flush of flushes)
                flush();
            settled = true;
            letGo();
            signal?.removeEventListener("abort", stop);
            resolve({ exitCode, output, aborted: signal?.aborted ?? false });
        };
        child.on("exit", (code) => {
            exitCode = code ?? undefined;
            if (signal?.aborted)
                setTimeout(settle, 100).unref();
            else
                setTimeout(letGo, graceMs).unref();
        });
        child.on("close", settle);
    });
}
function byLine(stream, onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder("utf8");
    let rest = "";
    const take = (text) => {
        const [first = "", ...others] = text.split("\n");
        rest += first;
        for (const next of others) {
            onLine(rest.replace(/\r$/, ""));
            rest = next;
        }
    };
    stream.on("data", (chunk) => {
        take(decoder.write(chunk));
    });
    return () => {
        take(decoder.end());
        if (rest !== "")
            onLine(rest);
        rest = "";
    };
}
function endTree(child, graceMs) {
    return () => {
        if (child.pid === undefined)
            return;
        if (process.platform === "win32") {
            (0,external_node_child_process_namespaceObject.spawnSync)("taskkill", ["/pid", String(child.pid), "/T", "/F"], { windowsHide: true });
            return;
        }
        signalGroup(child.pid, "SIGTERM");
        const { pid } = child;
        const timer = setTimeout(() => {
            signalGroup(pid, "SIGKILL");
        }, graceMs);
        child.once("close", () => {
            clearTimeout(timer);
            signalGroup(pid, "SIGKILL");
        });
    };
}
function signalGroup(leader, signal) {
    try {
        process.kill(-leader, signal);
    }
    catch {
    }
}

;// CONCATENATED MODULE: ./lib/prefect/client.js




async function findClient(command, install, surroundings) {
    const runner = command.slice(0, -1);
    const last = command.at(-1) ?? "";
    if (runner.at(-1) === "-m")
        return { command, python: runner.slice(0, -1) };
    const script = /[\\/]/.test(last)
        ? (0,external_node_path_namespaceObject.resolve)(surroundings.cwd, last)
        : runner.length === 0
            ? which(last, surroundings)
            : await whichInside(runner, last, surroundings);
    if (script === undefined || !(0,external_node_fs_namespaceObject.existsSync)(script))
        throw missing(command, install);
    if (!isProgram(script)) {
        throw new ActionError({
            what: `\`${command.join(" ")}\` is no program that this user may run (${script}).`,
            mend: "Correct `prefect-command`, or make the file executable (`chmod +x`, and `git add --chmod=+x`).",
        });
    }
    const interpreter = interpreterOf(script, surroundings);
    if (interpreter === undefined) {
        throw new ActionError({
            what: `\`${command.join(" ")}\` starts ${script}, which does not tell which Python runs it.`,
            mend: "Set `prefect-command` to `python -m prefect`, with the Python that has Prefect.",
        });
    }
    return { command, python: [...runner, ...interpreter] };
}
async function findInstalled(command, surroundings) {
    const read = 'import importlib.metadata; print("\\nversion=" + importlib.metadata.version("prefect"))';
    let client;
    try {
        client = await findClient(command, "", surroundings);
        const { output } = await run([...client.python, "-I", "-c", read], surroundings);
        return { client, version: /^version=(\d+\.\d+\.\S+)$/m.exec(output)?.[1] };
    }
    catch {
        surroundings.signal?.throwIfAborted();
        return client && { client, version: undefined };
    }
}
function missing(command, install) {
    return new ActionError({
        what: `Prefect was not found: \`${command.join(" ")}\` does not exist on this runner.`,
        mend: `Add a step before this one: ${install}. Or set \`prefect-command\`, for example to \`uv run prefect\`.`,
    });
}
function which(program, { cwd, env }) {
    const pathKey = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
    const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
    return (env[pathKey] ?? "")
        .split(external_node_path_namespaceObject.delimiter)
        .filter((directory) => directory !== "")
        .flatMap((directory) => extensions.map((extension) => (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.resolve)(cwd, directory), program + extension)))
        .find(isProgram);
}
function isProgram(path) {
    try {
        (0,external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.X_OK);
        return (0,external_node_fs_namespaceObject.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}
async function whichInside(runner, program, surroundings) {
    const locate = `import shutil; print("\\nlocated=" + (shutil.which("${program}") or ""))`;
    for (const python of ["python", "python3"]) {
        try {
            const { output } = await run([...runner, python, "-I", "-c", locate], surroundings);
            surroundings.signal?.throwIfAborted();
            const found = /^located=(.+)$/m.exec(output)?.[1];
            if (found)
                return found;
        }
        catch (error) {
            if (error.code !== "ENOENT")
                throw error;
            return undefined;
        }
    }
    return undefined;
}
function interpreterOf(script, surroundings) {
    const [first = "", second = ""] = (0,external_node_fs_namespaceObject.readFileSync)(script).subarray(0, 4096).toString("latin1").split("\n");
    const [program = "", ...words] = /^#!\s*(.*)$/.exec(first.trimEnd())?.[1]?.split(/\s+/) ?? [];
    if (isPython(program))
        return [program];
    if (program.endsWith("/env")) {
        const asked = words.find((word) => !word.startsWith("-")) ?? "";
        const found = isPython(asked) ? which(asked, surroundings) : undefined;
        if (found)
            return [found];
    }
    const exec = /^'''exec' "?([^"]+?)"? "\$0"/.exec(second);
    if (exec?.[1] && isPython(exec[1]))
        return [exec[1]];
    for (const directory of [(0,external_node_path_namespaceObject.dirname)(script), (0,external_node_path_namespaceObject.dirname)((0,external_node_fs_namespaceObject.realpathSync)(script)), (0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(script))]) {
        const beside = ["python.exe", "python", "python3"].map((name) => (0,external_node_path_namespaceObject.join)(directory, name)).find(isProgram);
        if (beside)
            return [beside];
    }
    return undefined;
}
function isPython(path) {
    return /(^|[\\/])(python|pypy)[\d.]*(\.exe)?$/i.test(path);
}

;// CONCATENATED MODULE: ./lib/prefect/deploy-cli.js
const LINK = /^View Deployment in UI: \S*\/deployments\/deployment\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/;
function deployCommand(cli, file, namesRepeat) {
    const selection = namesRepeat || process.platform === "win32" ? ["--all"] : ["--name", "*"];
    return [...cli, "--no-prompt", "deploy", "--prefect-file", file, ...selection];
}
function deploy_cli_shown(command) {
    const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;
    return command.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : quoted(word))).join(" ");
}
function writtenId(line) {
    return LINK.exec(line)?.[1];
}
const PYTHON_WARNING = /^\S+\.py:\d+: \w*Warning: .*\n(?:[ \t]+\S.*\n?)?/gm;
function failureReason(output) {
    const lines = output
        .replace(PYTHON_WARNING, "")
        .split("\n")
        .map((line) => line.replace(/^[│┃|\s]+|[│┃|\s]+$/g, ""))
        .map((line) => (/^[╭╰─┏┗━+-]+.*$/.test(line) ? "" : line.replace(NOISE, "")))
        .filter((line, index, all) => line !== "" || all[index - 1] !== "");
    const error = lines.findLastIndex(isError);
    const reason = error >= 0 ? lines.slice(error, error + 8) : lines.slice(startOfLastParagraph(lines)).slice(-LAST_LINES);
    const cause = reason[0]?.includes("StepExecutionError:")
        ? lines.slice(0, error).findLast(isError)
        : undefined;
    if (cause !== undefined)
        reason.push(`(${cause})`);
    const text = reason.join(" ").replace(/\s+/g, " ").trim() || "it printed nothing";
    return explained(text.length > 500 ? `${text.slice(0, 500)}…` : text);
}
const NOISE = /^An exception occurred\.$|(?: - |^)For more information check: https:\/\/developer\.mozilla\S*$|^For further information visit https:\/\/errors\.pydantic\S*$/;
function isError(line) {
    return /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Exit|Interrupt)\b(?::|$)/.test(line);
}
const LAST_LINES = 4;
function explained(reason) {
    const file = /Could not find (?:object|flow) '[^']*' in '([^']*)'/.exec(reason)?.[1];
    return file === undefined
        ? reason
        : `${reason.replace(/\.?$/, ".")} Prefect says so also where importing the file fails: see what \`python ${file}\` says.`;
}
function startOfLastParagraph(lines) {
    const last = lines.findLastIndex((line) => line !== "");
    const gap = lines.slice(0, Math.max(last, 0)).findLastIndex((line) => line === "");
    return gap + 1;
}

;// CONCATENATED MODULE: ./lib/deploy-files.js







async function deployFiles(job, report, around) {
    const before = await liveIds(job);
    const runs = [];
    for (const [position, file] of job.files.entries()) {
        const selected = job.selected.filter(({ manifest }) => manifest.path === file.path);
        if (selected.length === 0)
            continue;
        const stopped = runs.some(({ failure }) => failure !== undefined);
        runs.push(stopped ? { selected, ids: [] } : await runFile(job, file, position, selected, around));
        report.results = runs.flatMap((done) => results(done, job.inputs.uiUrl, before));
    }
    const failure = runs.find((done) => done.failure !== undefined);
    const api = around.signal.aborted ? job.api.within(5_000) : job.api;
    const verified = await verify(report.results, before, api).catch((error) => {
        if (!failure)
            throw error;
        return report.results;
    });
    report.results = verified;
    if (failure)
        throw failedRun(failure);
    deploy_files_checkComplete(runs, report.results, job);
}
async function liveIds({ api, selected }) {
    const names = selected.map(finalName);
    const known = names.filter((name) => name !== undefined);
    const live = await api.deploymentsByName(known.length === names.length ? [...new Set(known)] : undefined);
    return new Set(live.map(({ id }) => id));
}
async function runFile(job, file, position, selected, { log, signal, temp }) {
    const directory = (0,external_node_path_namespaceObject.join)(temp, `selection-${position}`);
    (0,external_node_fs_namespaceObject.mkdirSync)(directory, { mode: 0o700 });
    const path = (0,external_node_path_namespaceObject.join)(directory, "prefect.yaml");
    (0,external_node_fs_namespaceObject.writeFileSync)(path, selectedFile(file.rest, selected), { mode: 0o600 });
    const command = deployCommand(job.client.command, path, namesRepeat(selected));
    const ids = [];
    const options = {
        cwd: job.inputs.workingDirectory,
        env: job.env,
        signal,
        onLine: (line) => {
            log.line(line);
            const id = writtenId(line);
            if (id !== undefined && !ids.includes(id))
                ids.push(id);
        },
    };
    const { exitCode, output, aborted } = await log.group(`Run prefect deploy (${selected[0]?.manifest.file ?? ""})`, () => {
        log.line(`$ ${deploy_cli_shown(command)}`);
        log.line("(Prefect says “created” for updates too; what is new is listed below.)");
        return log.foreign(() => run(command, options));
    });
    const done = { selected, ids };
    if (aborted)
        return { ...done, failure: interruption(signal) };
    if (exitCode !== 0)
        return { ...done, failure: failureReason(log.clean(output)) };
    return done;
}
function interruption(signal) {
    const reason = signal.reason;
    return reason instanceof Error && reason.name === "TimeoutError"
        ? "the time was up (`timeout`) while it was being deployed"
        : "the job was cancelled while it was being deployed";
}
function results({ selected, ids, failure }, uiUrl, before) {
    return selected.map((deployment, index) => {
        const id = ids[index];
        const common = {
            file: deployment.manifest.file,
            where: deployment.where,
            flow: deployment.flow ?? deployment.flowNames[0] ?? "",
            name: deployment.name ?? "",
        };
        if (id !== undefined) {
            const action = before.has(id) ? "updated" : "created";
            return { ...common, action, id, url: `${uiUrl}/deployments/deployment/${id}` };
        }
        return index === ids.length && failure !== undefined
            ? { ...common, action: "failed", error: failure }
            : { ...common, action: "not-tried" };
    });
}
async function verify(written, before, api) {
    const ids = written.flatMap(({ id }) => (id === undefined ? [] : [id]));
    if (ids.length === 0)
        return [...written];
    const live = new Map((await api.deploymentsById(ids)).map((deployment) => [deployment.id, deployment]));
    const flows = await api.flowNames([...new Set([...live.values()].map(({ flow_id }) => flow_id))]);
    return written.map((result) => {
        if (result.id === undefined)
            return result;
        return deploy_files_confirm(result, live.get(result.id), flows, before);
    });
}
function deploy_files_confirm(result, live, flows, before) {
    if (!live) {
        return {
            ...result,
            action: "failed",
            error: "the CLI reported it as deployed, but the server does not have it",
        };
    }
    return {
        ...result,
        flow: flows.get(live.flow_id) ?? result.flow,
        name: live.name,
        action: before.has(live.id) ? "updated" : "created",
    };
}
function failedRun(failure) {
    const failed = failure.selected[failure.ids.length];
    const subject = failed
        ? `${failed.flow ?? failed.flowNames[0] ?? ""}/${failed.name ?? ""}`
        : "prefect deploy, after its last deployment,";
    return new ActionError({
        what: `${subject} failed: ${(failure.failure ?? "").replace(/\.?$/, ".")}`,
        mend: "Mend this and run the job again: what was deployed before it stays on the server, and is updated then.",
        ...(failed ? { where: failed.where } : {}),
    });
}
function deploy_files_checkComplete(runs, all, job) {
    const problems = all.flatMap((result, index) => {
        const asked = job.selected[index];
        const name = asked && finalName(asked);
        if (result.action === "failed" || result.action === "not-tried") {
            return [
                {
                    what: `${result.flow}/${result.name} is not on the server, although prefect deploy ended without an error: ${result.error ?? "it left it out"}.`,
                    where: result.where,
                    mend: "Read its output above; this is a case that this action should know, so please report it.",
                },
            ];
        }
        if (name === undefined || name === result.name)
            return [];
        return [
            {
                what: `${JSON.stringify(name)} was deployed under the name ${JSON.stringify(result.name)}.`,
                where: result.where,
                mend: "Compare its output above with the prefect file, and look at both on the server.",
            },
        ];
    });
    problems.push(...overwritten(all));
    const extra = runs.filter(({ ids, selected }) => ids.length > selected.length);
    for (const { ids, selected } of extra) {
        problems.push({
            what: `prefect deploy wrote ${ids.length} deployments where ${selected.length} were asked for.`,
            where: selected[0]?.where ?? { file: "" },
            mend: "Compare its output above with the prefect file; please report it.",
        });
    }
    if (problems.length > 0)
        throw new ActionError(problems);
}
function overwritten(all) {
    return all.flatMap((result, index) => {
        const first = all.findIndex(({ id }) => id !== undefined && id === result.id);
        const other = all[first];
        if (other === undefined || first === index)
            return [];
        return [
            {
                what: `${result.flow}/${result.name} is one deployment on the server, and two were asked for: the one at ${place(other.where)} has been overwritten.`,
                where: result.where,
                mend: "Give one of them another name, or its flow, and run the job again.",
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/prefect/version.js
function compareVersions(a, b) {
    const left = release(a);
    const right = release(b);
    for (let index = 0; index < 3; index += 1) {
        const difference = (left[index] ?? 0) - (right[index] ?? 0);
        if (difference !== 0)
            return Math.sign(difference);
    }
    return 0;
}
function release(version) {
    return (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);
}
function installLine(serverVersion) {
    const version = serverVersion?.split("+")[0];
    return `\`- run: pip install "prefect${version === undefined ? ">=3,<4" : `==${version}`}"\``;
}

;// CONCATENATED MODULE: ./lib/prefect/probe.js





async function probe(client, question, serverVersion, options) {
    const marker = `probe-${(0,external_node_crypto_namespaceObject.randomUUID)()}:`;
    const script = (0,external_node_path_namespaceObject.join)(import.meta.dirname, "prefect_probe.py");
    const stdin = JSON.stringify({ ...question, marker });
    let answer;
    const onLine = (line) => {
        if (line.startsWith(marker))
            answer = line.slice(marker.length);
    };
    const command = [...client.python, script];
    const result = await run(command, { ...options, stdin, onLine }).catch((error) => {
        throw new ActionError({
            what: `\`${client.python.join(" ")}\` cannot be started (${error.code ?? "unknown error"}).`,
            mend: "Check `prefect-command` and the step that installs Python.",
        });
    });
    options.signal?.throwIfAborted();
    if (answer === undefined)
        throw failed(client, result.output);
    return accept(JSON.parse(answer), client, serverVersion);
}
function accept(answer, client, serverVersion) {
    const install = installLine(serverVersion);
    if (answer.version === null) {
        throw new ActionError({
            what: `Prefect is not installed in ${answer.python}, which \`${client.command.join(" ")}\` runs on.`,
            mend: `Add a step before this one: ${install}.`,
        });
    }
    if (compareVersions(answer.version, "3.0.0") < 0) {
        throw new ActionError({
            what: `Prefect ${answer.version} is installed; this action needs Prefect 3.0 or later.`,
            mend: `Install one in a step before this one: ${install}.`,
        });
    }
    if (answer.settings === null || answer.settings.error !== undefined) {
        throw new ActionError({
            what: `Prefect ${answer.version} cannot read its settings (${answer.settings?.error ?? "unknown error"}).`,
            mend: "Look for a PREFECT_* variable, or a key in prefect.toml, pyproject.toml, .env or the profile, with a value of the wrong kind; `prefect config validate` may name it.",
        });
    }
    return {
        python: answer.python,
        version: answer.version,
        settings: answer.settings,
        changedEnvironment: answer.changed_environment ?? [],
        files: answer.files,
    };
}
function failed(client, output) {
    const last = output.trim().split("\n").slice(-3).join(" / ") || "it printed nothing";
    return new ActionError({
        what: `\`${client.python.join(" ")}\` could not tell which Prefect it has: ${last}`,
        mend: "Check `prefect-command` and the step that installs Python and Prefect.",
    });
}

;// CONCATENATED MODULE: ./lib/settings/names.js
const SETTINGS = {
    apiUrl: { env: "PREFECT_API_URL", path: ["api", "url"] },
    apiKey: { env: "PREFECT_API_KEY", path: ["api", "key"] },
    authString: { env: "PREFECT_API_AUTH_STRING", path: ["api", "auth_string"] },
    customHeaders: { env: "PREFECT_CLIENT_CUSTOM_HEADERS", path: ["client", "custom_headers"] },
    caFile: { env: "PREFECT_API_SSL_CERT_FILE", path: ["api", "ssl_cert_file"] },
    skipVerify: { env: "PREFECT_API_TLS_INSECURE_SKIP_VERIFY", path: ["api", "tls_insecure_skip_verify"] },
    uiUrl: { env: "PREFECT_UI_URL", path: ["ui_url"] },
    prompt: { env: "PREFECT_CLI_PROMPT", path: ["cli", "prompt"] },
};
const SETTING_NAMES = Object.keys(SETTINGS);
function dotted(name) {
    return SETTINGS[name].path.join(".");
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/error.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
function getLineColFromPtr(string, ptr) {
    let lines = string.slice(0, ptr).split(/\r?\n/);
    return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
    let lines = string.split(/\r?\n/);
    let codeblock = '';
    let numberLen = (Math.log10(line + 1) | 0) + 1;
    for (let i = line - 1; i <= line + 1; i++) {
        let l = lines[i - 1];
        if (!l)
            continue;
        codeblock += i.toString().padEnd(numberLen, ' ');
        codeblock += ':  ';
        codeblock += l;
        codeblock += '\n';
        if (i === line) {
            codeblock += ' '.repeat(numberLen + column + 2);
            codeblock += '^\n';
        }
    }
    return codeblock;
}
class TomlError extends Error {
    line;
    column;
    codeblock;
    constructor(message, options) {
        const [line, column] = getLineColFromPtr(options.toml, options.ptr);
        const codeblock = makeCodeBlock(options.toml, line, column);
        super(`Invalid TOML document: ${message}\n\n${codeblock}`, options);
        this.line = line;
        this.column = column;
        this.codeblock = codeblock;
    }
    /** @internal */
    static x(message, ctx, ptr) {
        throw new TomlError(message, { toml: ctx.s, ptr: ptr ?? ctx.p });
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/primitive.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */

/** @internal */
function parseString(ctx) {
    let startPtr = ctx.p;
    let c = ctx.s.charCodeAt(ctx.p++);
    let first = c;
    let isLiteral = c === 0x27; /* ' */
    let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
    if (isMultiline) {
        // Trim initial newline
        if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 0xa /* \n */)
            ctx.p++;
        else if (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */)
            ctx.p += 2;
    }
    // For the record: it is not worth it to use a fast-path for literal strings using `indexOf`.
    // Doing a char-by-char iteration ends up dispatching less instructions, for the same wall-clock runtime.
    let parsed = '';
    let sliceStart = ctx.p;
    // states:
    //   0 - decoding
    //   1 - decoding escape
    //   2 - whitespace escape (no newline encountered yet, must fail on non-whitespace)
    //   3 - whitespace escape (newline encountered, allowed to transition back to normal decode)
    let state = 0;
    for (; ctx.p < ctx.s.length; ctx.p++) {
        c = ctx.s.charCodeAt(ctx.p);
        // Deal with newlines first, since that simplifies control character checking and handling across all states
        if (isMultiline && (c === 0xa /* \n */ || (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */))) {
            state = state && 3;
        }
        // Control characters are banned in TOML, so we throw an error if we encounter them
        else if ((c < 0x20 && c !== 0x9 /* \t */) || c === 0x7f) {
            TomlError.x('control characters are not allowed in strings', ctx);
        }
        // The string might terminate while we're parsing through a newline escape.
        // It must have encountered a newline; otherwise, it'll simply fail in another branch.
        else if ((!state || state === 3) && c === first && (!isMultiline || (ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first))) {
            if (isMultiline) {
                // If the string ends with 4-5 quotes, then the first 1-2 are part of the string
                if (ctx.s.charCodeAt(ctx.p + 3) === first)
                    ctx.p++;
                if (ctx.s.charCodeAt(ctx.p + 3) === first)
                    ctx.p++;
            }
            // If we're in a newline escape still, then there's nothing to add.
            if (!state) {
                // Avoid a useless concat operation if the string can be used as-is.
                let s = ctx.s.slice(sliceStart, ctx.p);
                parsed = parsed ? parsed + s : s;
            }
            ctx.p += isMultiline ? 3 : 1;
            return parsed;
        }
        // Baseline state; keep moving forward unless an escape sequence starts
        else if (!state) {
            if (!isLiteral && c === 0x5c /* \ */) {
                parsed += ctx.s.slice(sliceStart, (sliceStart = ctx.p));
                state = 1;
            }
        }
        else if (state === 1) {
            if (c === 0x78 /* x */ || c === 0x75 /* u */ || c === 0x55 /* U */) { // Unicode escape
                let errPtr = ctx.p++ - 1;
                let value = 0;
                let len = c === 0x78 /* x */ ? 2 : c === 0x75 /* u */ ? 4 : 8;
                for (let j = 0; j < len; j++, ctx.p++) {
                    let hex = ctx.s.charCodeAt(ctx.p);
                    let digit = 
                    /* 0-9 */ hex >= 0x30 && hex <= 0x39 ? hex - 0x30 :
                        /* A-F */ hex >= 0x41 && hex <= 0x46 ? hex - 0x41 + 10 :
                            /* a-f */ hex >= 0x61 && hex <= 0x66 ? hex - 0x61 + 10 : -1;
                    if (digit < 0)
                        TomlError.x('invalid non-hex character in unicode escape', ctx);
                    value = (value << 4) | digit;
                }
                // Because JS does bitwise on signed 32bit integers, all 0xfzzzzzzz values are actually seen as negative
                if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
                    TomlError.x('invalid unicode escape', ctx, errPtr);
                }
                parsed += String.fromCodePoint(value);
                sliceStart = ctx.p--;
                state = 0;
            }
            // Newline escape sequence. We only need to care about spaces and tabs; newlines are dealt with earlier
            else if (isMultiline && (c === 0x20 || c === 0x9 /* \t */)) {
                state = 2;
            }
            // Basic escape sequence
            else {
                if (c === 0x62 /* b */)
                    parsed += '\b';
                else if (c === 0x74 /* t */)
                    parsed += '\t';
                else if (c === 0x6e /* n */)
                    parsed += '\n';
                else if (c === 0x66 /* f */)
                    parsed += '\f';
                else if (c === 0x72 /* r */)
                    parsed += '\r';
                else if (c === 0x65 /* e */)
                    parsed += '\x1b';
                else if (c === 0x22 /* " */)
                    parsed += '"';
                else if (c === 0x5c /* \ */)
                    parsed += '\\';
                else
                    TomlError.x('unrecognised escape sequence', ctx);
                sliceStart = ctx.p + 1;
                state = 0;
            }
        }
        // Newline escape continuation: keep moving forward until the first non-whitespace char
        else if (c !== 0x20 && c !== 0x9 /* \t */) {
            if (state === 2)
                TomlError.x('invalid escape: only line-ending whitespace may be escaped', ctx, sliceStart);
            // State cannot be zero, or we'd have branched earlier already.
            // If it's a backslash, immediately transition to the escape state so it can be processed.
            state = !isLiteral && c === 0x5c /* \ */ ? 1 : 0;
            sliceStart = ctx.p;
        }
    }
    TomlError.x('unfinished string', ctx, startPtr);
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/date.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
let DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
class TomlDate extends Date {
    #hasDate = false;
    #hasTime = false;
    #offset = null;
    constructor(date, fasttype, unsafeDelim) {
        let hasDate = true;
        let hasTime = true;
        let offset = 'Z';
        let c;
        if (typeof date === 'string') {
            if (fasttype)
                prep: {
                    // Date-time
                    if (fasttype < 3) {
                        if (+date.slice(11, 13) > 23) {
                            date = '';
                            break prep;
                        }
                        // Local
                        if (fasttype === 2) {
                            offset = null;
                            date += 'Z';
                        }
                        // Offset; keep track of offset if not Z
                        else if ((c = date.charCodeAt(date.length - 1)) !== 0x5a /* Z */ && c !== 0x7a /* z */) {
                            offset = date.slice(date.length - 6);
                        }
                        if (unsafeDelim)
                            date = date.slice(0, 10) + 'T' + date.slice(11);
                    }
                    // Time
                    else if (fasttype === 4) {
                        date = +date.slice(0, 2) > 23 ? '' : `0000-01-01T${date}Z`;
                    }
                    hasDate = fasttype !== 4;
                    hasTime = fasttype !== 3;
                }
            else {
                let match = date.match(DATE_TIME_RE);
                if (match) {
                    if (!match[1]) {
                        hasDate = false;
                        date = `0000-01-01T${date}`;
                    }
                    hasTime = !!match[2];
                    // Make sure to use T instead of a space. Breaks in case of extreme values otherwise.
                    hasTime && date[10] === ' ' && (date = date.replace(' ', 'T'));
                    // Do not allow rollover hours.
                    if (match[2] && +match[2] > 23) {
                        date = '';
                    }
                    else {
                        offset = match[3] || null;
                        if (!offset && hasTime)
                            date += 'Z';
                    }
                }
                else {
                    date = '';
                }
            }
        }
        super(date);
        if (!isNaN(this.getTime())) {
            this.#hasDate = hasDate;
            this.#hasTime = hasTime;
            this.#offset = offset;
        }
    }
    isDateTime() {
        return this.#hasDate && this.#hasTime;
    }
    isLocal() {
        return !this.#hasDate || !this.#hasTime || !this.#offset;
    }
    isDate() {
        return this.#hasDate && !this.#hasTime;
    }
    isTime() {
        return this.#hasTime && !this.#hasDate;
    }
    isValid() {
        return this.#hasDate || this.#hasTime;
    }
    toISOString() {
        let iso = super.toISOString();
        // Local Date
        if (this.isDate())
            return iso.slice(0, 10);
        // Local Time
        if (this.isTime())
            return iso.slice(11, 23);
        // Local DateTime
        if (this.#offset === null)
            return iso.slice(0, -1);
        // Offset DateTime
        if (this.#offset === 'Z' || this.#offset === 'z')
            return iso;
        // This part is quite annoying: JS strips the original timezone from the ISO string representation
        // Instead of using a "modified" date and "Z", we restore the representation "as authored"
        let offset = (+(this.#offset.slice(1, 3)) * 60) + +(this.#offset.slice(4, 6));
        offset = this.#offset[0] === '-' ? offset : -offset;
        let offsetDate = new Date(this.getTime() - (offset * 60e3));
        return offsetDate.toISOString().slice(0, -1) + this.#offset;
    }
    static wrapAsOffsetDateTime(jsDate, offset = 'Z') {
        let date = new TomlDate(jsDate);
        date.#offset = offset;
        return date;
    }
    static wrapAsLocalDateTime(jsDate) {
        let date = new TomlDate(jsDate);
        date.#offset = null;
        return date;
    }
    static wrapAsLocalDate(jsDate) {
        let date = new TomlDate(jsDate);
        date.#hasTime = false;
        date.#offset = null;
        return date;
    }
    static wrapAsLocalTime(jsDate) {
        let date = new TomlDate(jsDate);
        date.#hasDate = false;
        date.#offset = null;
        return date;
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/extract.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




function isDigit(char, base = 10) {
    return base === 16
        ? (char > 0x2f && char < 0x3a) || (char > 0x40 && char < 0x47) || (char > 0x60 && char < 0x67)
        : (char > 0x2f && char < 0x30 + base);
}
function isEndOfValue(char, delim) {
    // Whitespace -- we're permissive on `\r` for performance; it'll be dealt with later anyway
    return char === 0x20 || char === 0x9 /* \t */ || char === 0xa /* \n */ || char === 0xd /* \r */ ||
        // Structure end or next value delimiter
        (delim && (char === delim || char === 0x2c /* , */)) ||
        // Comment
        char === 0x23; /* # */
}
/** @internal */
function extractValue(ctx, end) {
    let errPtr = ctx.p;
    let c = ctx.s.charCodeAt(ctx.p);
    // Structs
    if (c === 0x5b /* [ */ || c === 0x7b /* { */) {
        ctx.d-- || TomlError.x('document contains excessively nested structures. aborting.', ctx);
        let value = c === 0x5b /* [ */
            ? parseArray(ctx)
            : parseInlineTable(ctx);
        ctx.d++;
        return value;
    }
    // Strings
    if (c === 0x22 /* " */ || c === 0x27 /* ' */) {
        return parseString(ctx);
    }
    // Booleans
    // We can fast-path because the first character is enough to know the only possible value
    if (c === 0x74 /* t */) { // Only possible valid value is `true`
        if (ctx.s.charCodeAt(++ctx.p) !== 0x72 || ctx.s.charCodeAt(++ctx.p) !== 0x75 || ctx.s.charCodeAt(++ctx.p) !== 0x65)
            TomlError.x('invalid value', ctx, errPtr);
        return ctx.p++, true;
    }
    if (c === 0x66 /* f */) { // Only possible valid value is `false`
        if (ctx.s.charCodeAt(++ctx.p) !== 0x61 || ctx.s.charCodeAt(++ctx.p) !== 0x6c || ctx.s.charCodeAt(++ctx.p) !== 0x73 || ctx.s.charCodeAt(++ctx.p) !== 0x65)
            TomlError.x('invalid value', ctx, errPtr);
        return ctx.p++, false;
    }
    if (c === 0x2b /* + */ || c === 0x2d /* - */) {
        return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 0x2c - c, end);
    }
    // Rough heuristic, but `parseDate` falls back to number parsing if it's a false positive.
    // e.g.: `a = 1\n-------------- = 1` would match this heuristic, but gracefully fallback to numbers.
    if (ctx.s.charCodeAt(ctx.p + 4) === 0x2d /* - */ && ctx.s.charCodeAt(ctx.p + 7) === 0x2d /* - */) {
        return parseDate(ctx, c, end);
    }
    // Same logic as above; `parseTime` falls back to number parsing if it's a false positive.
    if (ctx.s.charCodeAt(ctx.p + 2) === 0x3a /* : */) {
        return parseTime(ctx, c, end);
    }
    return parseNumber(ctx, ctx.p, c, 0, end);
}
// State:
// 0: init
// 1: integer
// 2: fractional dot
// 3: fractional
// 4: exponent letter
// 5: exponent
// 6: exponent sign
// 7: exponent with sign
// >9: underscore; see below
//     -> 12: was integer
//     -> 14: was fractional
//     -> 16: was exponent
// states 2-5, 14, 16 are ONLY permitted iif base === 10
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
    let c = startChr;
    let state = 0;
    let hasUnderscores = false;
    // (+/-)inf
    if (c === 0x69 /* i */) {
        if (ctx.s.charCodeAt(++ctx.p) !== 0x6e || ctx.s.charCodeAt(++ctx.p) !== 0x66)
            TomlError.x('invalid value', ctx, startPtr);
        return ctx.p++, (sign || 1) / 0;
    }
    // (+/-)nan
    if (c === 0x6e /* n */) {
        if (ctx.s.charCodeAt(++ctx.p) !== 0x61 || ctx.s.charCodeAt(++ctx.p) !== 0x6e)
            TomlError.x('invalid value', ctx, startPtr);
        return ctx.p++, NaN;
    }
    // Leading zero
    // Only allowed cases: `0<EOV>`, `0.(...)`, `0e(...)`, `0x(...)`, `0b(...)`, `0o(...)`
    // FWIW, `0e(...)` is a stupid case, but it's not banned per-se so we have to parse it
    if (c === 0x30 /* 0 */) {
        if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr))
            return ctx.bi === true ? 0n : 0; // note: conveniently deals with `-0`
        if (!sign) {
            if (c === 0x78 /* x */)
                return parseIntegerBaseN(ctx, startPtr, 16, endChr);
            else if (c === 0x62 /* b */)
                return parseIntegerBaseN(ctx, startPtr, 2, endChr);
            else if (c === 0x6f /* o */)
                return parseIntegerBaseN(ctx, startPtr, 8, endChr);
        }
        if (c === 0x2e /* . */)
            state = 2;
        else if (c === 0x65 /* e */ || c === 0x45 /* E */)
            state = 4;
        else
            TomlError.x('illegal leading zero', ctx, startPtr);
    }
    // If the 1st char is not a digit by now, then it's not a valid TOML value at all
    else if (!isDigit(c))
        TomlError.x('invalid value', ctx, startPtr);
    while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
        if (!state)
            state = 1; // Detects single-digit numbers we can use a fast parse path for
        // The way the states are numbered is not random: underscores are always permitted in odd-numbered states and
        // never permitted in even-numbered ones.
        if (c === 0x5f /* _ */) {
            if (!(state & 1))
                TomlError.x('illegal underscore', ctx);
            state += 11; // 11 is a marker that makes the state even and greater than 9; see the numbering + rationale above
            hasUnderscores = true;
        }
        // Transition to fractional part.
        else if (state === 1 && c === 0x2e /* . */)
            state = 2;
        // Transition to exponent part.
        else if ((state === 1 || state === 3) && (c === 0x65 /* e */ || c === 0x45 /* E */))
            state = 4;
        // + and - are permitted in state 4 only (handled before entering the function for state 0)
        else if (state === 4 && (c === 0x2b /* + */ || c === 0x2d /* - */)) {
            state = 6;
        }
        // All special cases have been handled; only digits are allowed here
        else if (!isDigit(c))
            TomlError.x(`illegal character in numeric literal`, ctx);
        // Clear state flags
        else if (state > 9)
            state -= 11;
        else if (!(state & 1))
            state++;
    }
    // Single-char number; we can fast-path these very easily.
    if (!state) {
        let val = (startChr - 0x30 /* 0 */) * (sign || 1);
        return ctx.bi === true ? BigInt(val) : val;
    }
    // Even-numbered states absolutely require a digit next; not even end of value is permitted
    if (!(state & 1))
        TomlError.x('unfinished numeric value', ctx, startPtr);
    let str = ctx.s.slice(startPtr, ctx.p);
    if (hasUnderscores)
        str = str.replaceAll('_', ''); // perf: replaceAll 1.25x faster than replace with a regex
    return state > 1
        ? parseFloat(str)
        : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
    let c, underscore = 1;
    while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
        if (c === 0x5f /* _ */) {
            if (underscore & 1)
                TomlError.x('illegal underscore', ctx);
            underscore = 3;
        }
        // We only need to check if the number is a valid digit, nothing else is permitted
        else if (!isDigit(c, base))
            TomlError.x(`illegal character in numeric literal`, ctx);
        // Clear underscore flag
        else if (underscore & 1)
            underscore--;
    }
    // Trailing underscore is not allowed
    if (underscore & 1)
        TomlError.x('unfinished numeric value', ctx);
    let str = ctx.s.slice(startPtr + 2, ctx.p);
    if (underscore)
        str = str.replaceAll('_', ''); // perf: replaceAll 1.25x faster than replace with a regex
    return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
    if (ctx.bi !== true)
        int: {
            let val = parseInt(str, base);
            if (!Number.isSafeInteger(val)) {
                if (ctx.bi)
                    break int;
                TomlError.x('integer value cannot be represented losslessly', ctx, startPtr);
            }
            return val;
        }
    return base === 10 ? BigInt(str) : BigInt((base === 2 ? '0b' : base === 8 ? '0o' : '0x') + str);
}
function parseDate(ctx, c, endChr) {
    let startPtr = ctx.p++, unsafeSeparator;
    if (!isDigit(c) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++)) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++)) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++))) {
        return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
    }
    ctx.p += 5;
    if (!isDigit(ctx.s.charCodeAt(ctx.p++)))
        TomlError.x('invalid date-time: date part is malformed', ctx, startPtr);
    if (ctx.p >= ctx.s.length || (((c = ctx.s.charCodeAt(ctx.p)) !== 0x20 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 0x54 /* T */ && c !== 0x74 /* t */)) {
        let t = ctx.s.slice(startPtr, ctx.p);
        return readDate(ctx, t, 3, false, startPtr);
    }
    if (ctx.s.charCodeAt(ctx.p += 3) !== 0x3a /* : */)
        TomlError.x('invalid date-time: time part is malformed', ctx, startPtr);
    if (ctx.s.charCodeAt(ctx.p += 3) === 0x3a /* : */)
        ctx.p += 3;
    if (ctx.s.charCodeAt(ctx.p) === 0x2e /* . */)
        while (isDigit(ctx.s.charCodeAt(++ctx.p)))
            ;
    if (c = ctx.s.charCodeAt(ctx.p)) {
        if (c === 0x5a /* Z */ || c === 0x7a /* z */) {
            let t = ctx.s.slice(startPtr, ++ctx.p);
            return readDate(ctx, t, 1, unsafeSeparator, startPtr, '[+00:00]');
        }
        if (c === 0x2b /* + */ || c === 0x2d /* - */) {
            // Temporal's ZonedDateTime is weird asf when it comes to dealing with traditional offsets...
            // It's 1.2x faster to allocate a new string to pass to ZDT than use Instant.toZonedDateTimeISO
            let t = ctx.s.slice(startPtr, ctx.p += 6);
            return readDate(ctx, t, 1, unsafeSeparator, startPtr, !ctx.ld && ('[' + ctx.s.slice(ctx.p - 6, ctx.p) + ']'));
        }
    }
    let t = ctx.s.slice(startPtr, ctx.p);
    return readDate(ctx, t, 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
    let start = ctx.p;
    if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) {
        return parseNumber(ctx, --ctx.p, c, 0, endChr);
    }
    if (ctx.s.charCodeAt(ctx.p += 4) === 0x3a /* : */)
        ctx.p += 3;
    if (ctx.s.charCodeAt(ctx.p) === 0x2e /* . */)
        while (isDigit(ctx.s.charCodeAt(++ctx.p)))
            ;
    let t = ctx.s.slice(start, ctx.p);
    return readDate(ctx, t, 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
    if (ctx.ld) {
        let date = new TomlDate(str, type, unsafeDelim);
        if (!date.isValid())
            TomlError.x('invalid date', ctx, errPtr);
        return date;
    }
    try {
        if (temporalSuffix)
            str += temporalSuffix;
        switch (type) {
            case 1: return Temporal.ZonedDateTime.from(str);
            case 2: return Temporal.PlainDateTime.from(str);
            case 3: return Temporal.PlainDate.from(str);
            case 4: return Temporal.PlainTime.from(str);
        }
    }
    catch (e) {
        TomlError.x(e instanceof Error ? e.message : '' + e, ctx, errPtr);
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/util.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */

/** @internal */
function skipComment(ctx) {
    for (; ctx.p < ctx.s.length; ctx.p++) {
        let c = ctx.s.charCodeAt(ctx.p);
        if (c === 0xa /* \n */)
            break;
        if (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */) {
            ctx.p++;
            break;
        }
        if ((c < 0x20 && c !== 0x9 /* \t */) || c === 0x7f) {
            TomlError.x('control characters are not allowed in comments', ctx);
        }
    }
}
/** @internal */
function skipVoid(ctx, banNewLines, banComments) {
    let c;
    while (ctx.p < ctx.s.length) {
        while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 0x20 ||
            c === 0x9 /* \t */ ||
            (!banNewLines &&
                (c === 0xa /* \n */ || (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */)))))
            ctx.p++;
        if (banComments || c !== 0x23 /* # */)
            break;
        skipComment(ctx);
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/struct.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




/** @internal */
function parseKey(ctx, end = 0x3d /* = */) {
    // States:
    // 0: before first char
    // 1: parsing bare key
    // 2: after key component
    let startPtr;
    let state = 0;
    let parsed = [];
    let sliceStart;
    let c = ctx.s.charCodeAt(startPtr = ctx.p);
    do {
        // End of key
        if (c === end) {
            if (!state)
                TomlError.x('unexpected end of key', ctx);
            if (state === 1)
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
            return ctx.p++, parsed;
        }
        // Dotted key separator
        else if (c === 0x2e /* . */) {
            if (!state)
                TomlError.x('illegal empty bare key', ctx);
            if (state === 1)
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
            state = 0;
        }
        // Quoted key
        else if (!state && (c === 0x22 /* " */ || c === 0x27 /* ' */)) {
            if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
                TomlError.x('illegal quoted key: multiline strings are not allowed', ctx);
            parsed.push(parseString(ctx));
            state = 2;
            ctx.p--;
        }
        // Whitespace; no-op in state 0 and 2, end of bare key in state 1
        else if (c === 0x20 || c === 0x9 /* \t */) {
            if (state === 1) {
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
                state = 2;
            }
        }
        // If state is post-key, no character is allowed; otherwise ensure it's a bare-key component
        else if (state === 2 || (c < 0x30 && c !== 0x2d /* - */) || (c > 0x39 && c < 0x41) || (c > 0x5a && c < 0x61 && c !== 0x5f /* _ */) || c > 0x7a) {
            TomlError.x('illegal character in key', ctx);
        }
        // Illegal character
        else if (!state) {
            state = 1;
            sliceStart = ctx.p;
        }
    } while (c = ctx.s.charCodeAt(++ctx.p));
    TomlError.x('incomplete key-value: cannot find end of key', ctx, startPtr);
}
/** @internal */
function parseInlineTable(ctx) {
    let startPtr = ctx.p++;
    let res = Object.create(null);
    let seen = new Set();
    let c;
    while (ctx.p < ctx.s.length) {
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p)) === 0x7d /* } */) {
            ctx.p++;
            return res;
        }
        let k;
        let t = res;
        let hasOwn = false;
        let errPtr = ctx.p;
        let key = parseKey(ctx);
        for (let i = 0; i < key.length; i++) {
            if (i)
                t = hasOwn ? t[k] : (t[k] = Object.create(null));
            k = key[i];
            if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== 'object' || seen.has(t[k]))) {
                TomlError.x('trying to redefine an already defined value', ctx, errPtr);
            }
            let unsafe = k === '__proto__';
            if (ctx.uk && (unsafe || k === 'constructor')) {
                t = ctx.uk !== 1 && TomlError.x('document contains an unsafe property', ctx, errPtr);
                break;
            }
            if (!hasOwn && unsafe) {
                Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
            }
        }
        if (hasOwn) {
            TomlError.x('trying to redefine an already defined value', ctx, errPtr);
        }
        skipVoid(ctx, true, true);
        let value = extractValue(ctx, 0x7d /* } */);
        if (t && typeof (t[k] = value) === 'object')
            seen.add(value);
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p++)) === 0x7d /* } */) {
            return res;
        }
        if (c !== 0x2c /* , */)
            TomlError.x('expected comma or end of structure', ctx, ctx.p - 1);
    }
    TomlError.x('unfinished table', ctx, startPtr);
}
/** @internal */
function parseArray(ctx) {
    let startPtr = ctx.p++;
    let res = [];
    let c;
    while (ctx.p < ctx.s.length) {
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p)) === 0x5d /* ] */) {
            ctx.p++;
            return res;
        }
        res.push(extractValue(ctx, 0x5d /* ] */));
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p++)) === 0x5d /* ] */) {
            return res;
        }
        if (c !== 0x2c /* , */)
            TomlError.x('expected comma or end of structure', ctx, ctx.p - 1);
    }
    TomlError.x('unfinished array', ctx, startPtr);
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/parse.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




function peekTable(ctx, key, table, meta, type) {
    let t = table;
    let m = meta;
    let k;
    let hasOwn = false;
    let state;
    for (let i = 0; i < key.length; i++) {
        if (i) {
            t = hasOwn ? t[k] : (t[k] = Object.create(null));
            m = (state = m[k]).c;
            if (type === 0 /* Type.DOTTED */ && (state.t === 1 /* Type.EXPLICIT */ || state.t === 2 /* Type.ARRAY */)) {
                return null;
            }
            if (state.t === 2 /* Type.ARRAY */) {
                let l = t.length - 1;
                t = t[l];
                m = m[l].c;
            }
        }
        k = key[i];
        if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 /* Type.DOTTED */ && m[k]?.d) {
            return null;
        }
        if (!hasOwn) {
            let unsafe = k === '__proto__';
            if (ctx.uk && (unsafe || k === 'constructor'))
                return false;
            if (unsafe) {
                Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
                Object.defineProperty(m, k, { enumerable: true, configurable: true, writable: true });
            }
            m[k] = {
                t: i < key.length - 1 && type === 2 /* Type.ARRAY */
                    ? 3 /* Type.ARRAY_DOTTED */ : type,
                d: false,
                i: 0,
                c: Object.create(null),
            };
        }
    }
    state = m[k];
    if (state.t !== type && !(type === 1 /* Type.EXPLICIT */ && state.t === 3 /* Type.ARRAY_DOTTED */)) {
        // Bad key type!
        return null;
    }
    if (type === 2 /* Type.ARRAY */) {
        if (!state.d) {
            state.d = true;
            t[k] = [];
        }
        t[k].push(t = Object.create(null));
        state.c[state.i++] = (state = { t: 1 /* Type.EXPLICIT */, d: false, i: 0, c: Object.create(null) });
    }
    if (state.d) {
        // Redefining a table!
        return null;
    }
    state.d = true;
    if (type === 1 /* Type.EXPLICIT */) {
        t = hasOwn ? t[k] : (t[k] = Object.create(null));
    }
    else if (type === 0 /* Type.DOTTED */ && hasOwn) {
        return null;
    }
    return [k, t, state.c];
}
function validateTablePeek(ctx, peek, ptr) {
    if (peek === null || ctx.uk === 2)
        TomlError.x(peek === null
            ? 'trying to redefine an already defined table or value'
            : 'document contains an unsafe property', ctx, ptr);
}
function parse(toml, options = {}) {
    let ctx = {
        s: toml,
        p: 0,
        d: options.maxDepth ?? 1000,
        bi: options.integersAsBigInt ?? false,
        ld: options.useLegacyDate ?? true,
        uk: options.unsafeKeyBehaviour === 'throw' ? 2 : options.unsafeKeyBehaviour === 'drop' ? 1 : 0,
    };
    let res = Object.create(null);
    let meta = Object.create(null);
    let tmp;
    let skipping = false;
    let tbl = res;
    let m = meta;
    // BOM is allowed, skip.
    // JS is UTF-16, so we have to check for the UTF-16 BOM instead of the UTF-8 BOM sequence!
    if (toml.charCodeAt(0) === 0xfeff)
        ctx.p++;
    skipVoid(ctx);
    while (ctx.p < toml.length) {
        if (toml.charCodeAt(ctx.p) === 0x5b /* [ */) {
            let isTableArray = toml.charCodeAt(++ctx.p) === 0x5b; /* [ */
            tmp = ctx.p += +isTableArray;
            skipping = false;
            let k = parseKey(ctx, 0x5d /* ] */);
            if (isTableArray) {
                if (toml.charCodeAt(ctx.p) !== 0x5d /* ] */) {
                    TomlError.x('expected end of table array declaration', ctx);
                }
                ctx.p++;
            }
            let p = peekTable(ctx, k, res, meta, isTableArray ? 2 /* Type.ARRAY */ : 1 /* Type.EXPLICIT */);
            if (!p) {
                validateTablePeek(ctx, p, tmp);
                skipping = true;
            }
            else {
                m = p[2];
                tbl = p[1];
            }
        }
        else {
            tmp = ctx.p;
            let k = parseKey(ctx);
            let p = peekTable(ctx, k, tbl, m, 0 /* Type.DOTTED */);
            if (!p && !skipping)
                validateTablePeek(ctx, p, tmp);
            skipVoid(ctx, true, true);
            let v = extractValue(ctx, void 0);
            if (p && !skipping)
                p[1][p[0]] = v;
        }
        skipVoid(ctx, true);
        if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 0xa /* \n */ && (tmp !== 0xd /* \r */ || toml.charCodeAt(ctx.p + 1) !== 0xa /* \n */)) {
            TomlError.x('each key-value declaration must be followed by an end-of-line', ctx);
        }
        skipVoid(ctx);
    }
    return res;
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/stringify.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
let BARE_KEY = /^[a-z0-9-_]+$/i;
let HAS_WELLFORMED = !!(''.isWellFormed);
function extendedTypeOf(obj) {
    let type = typeof obj;
    if (type === 'object') {
        if (Array.isArray(obj))
            return 'array';
        if (typeof obj.getUTCDate === 'function' && obj instanceof Date)
            return 'date';
        if (globalThis.Temporal) {
            if (obj.until) {
                if (obj instanceof Temporal.ZonedDateTime)
                    return 'temporal/tz+uc';
                if (obj instanceof Temporal.PlainDateTime || obj instanceof Temporal.PlainDate)
                    return 'temporal/uc';
                if (obj instanceof Temporal.PlainTime || obj instanceof Temporal.Instant)
                    return 'temporal';
                if (obj instanceof Temporal.PlainYearMonth)
                    return 'temporal/x';
            }
            else if ((obj.toPlainDate && obj instanceof Temporal.PlainMonthDay) ||
                (obj.negated && obj instanceof Temporal.Duration)) {
                return 'temporal/x';
            }
        }
    }
    return type;
}
function isArrayOfTables(obj) {
    for (let i = 0; i < obj.length; i++) {
        if (extendedTypeOf(obj[i]) !== 'object')
            return false;
    }
    return obj.length != 0;
}
function formatWellFormedStringUnchecked(s) {
    return JSON.stringify(s).replaceAll('\x7f', '\\u007f');
}
function formatString(s) {
    return formatWellFormedStringUnchecked(HAS_WELLFORMED ? s.toWellFormed() : s);
}
function formatKey(s) {
    if (BARE_KEY.test(s))
        return s;
    if (HAS_WELLFORMED && !s.isWellFormed())
        throw new RangeError('key contains illegal lone surrogates');
    return formatWellFormedStringUnchecked(s);
}
function stringifyValue(val, type, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    switch (type) {
        // @ts-expect-error -- intentional fallthrough case
        case 'number':
            if (isNaN(val))
                return 'nan';
            if (val === Infinity)
                return 'inf';
            if (val === -Infinity)
                return '-inf';
            if (Number.isInteger(val) && (numberAsFloat || !Number.isSafeInteger(val)))
                return val.toFixed(1);
        case 'bigint':
        case 'boolean':
        case 'temporal':
            return val.toString();
        case 'string':
            return formatString(val);
        case 'date':
            if (isNaN(val.getTime()))
                throw new TypeError('cannot serialize invalid date');
            return val.toISOString();
        case 'object':
            return stringifyInlineTable(val, depth, numberAsFloat, strictTemporal);
        case 'array':
            return stringifyArray(val, depth, numberAsFloat, strictTemporal);
        // @ts-expect-error -- intentional fallthrough case
        case 'temporal/tz+uc':
            if (strictTemporal) {
                let tz = val.timeZoneId;
                let tzc = tz.charCodeAt(0);
                if (
                // Classic offset
                tzc !== 0x2b /* + */ && tzc !== 0x2d /* - */ &&
                    (
                    // Fast pre-check pass; see below for the actually accepted values
                    (tzc !== 0x55 /* U */ && tzc !== 0x47 /* G */ && tzc !== 0x5a /* Z */ && tzc !== 0x45 /* E */) ||
                        (
                        // UTC and its aliases; Temporal implementations don't all canonicalise unfortunately
                        tz !== 'UTC' && tz !== 'UCT' && tz !== 'Universal' && tz !== 'Zulu' &&
                            // GMT is a TZ but it's for all intents and purposes equivalent to UTC. Safe to downgrade.
                            !tz.startsWith('GMT') && tz !== 'Greenwich' &&
                            // Etc/* are all safe to downgrade to offset (either UTC, GMT, or offset)
                            !tz.startsWith('Etc/')))) {
                    throw new TypeError('Temporal objects with an IANA timezone are not allowed in Temporal strict mode');
                }
            }
        case 'temporal/uc':
            if (strictTemporal && val.calendarId !== 'iso8601')
                throw new TypeError('Temporal objects with a non-default calendar are not allowed in Temporal strict mode');
            return val.toString({
                calendarName: 'never',
                timeZoneName: 'never',
            });
        case 'temporal/x':
            throw new TypeError('Unsupported ' + val[Symbol.toStringTag]);
    }
}
function stringifyInlineTable(obj, depth, numberAsFloat, strictTemporal) {
    let keys = Object.keys(obj);
    if (keys.length === 0)
        return '{}';
    let res = '{ ';
    for (let i = 0; i < keys.length; i++) {
        let k = keys[i];
        if (i)
            res += ', ';
        res += formatKey(k) + ' = ' + stringifyValue(obj[k], extendedTypeOf(obj[k]), depth - 1, numberAsFloat, strictTemporal);
    }
    return res + ' }';
}
function stringifyArray(array, depth, numberAsFloat, strictTemporal) {
    if (array.length === 0)
        return '[]';
    let res = '[ ';
    for (let i = 0; i < array.length; i++) {
        if (i)
            res += ', ';
        if (array[i] === null || array[i] === void 0) {
            throw new TypeError('arrays cannot contain null or undefined values');
        }
        res += stringifyValue(array[i], extendedTypeOf(array[i]), depth - 1, numberAsFloat, strictTemporal);
    }
    return res + ' ]';
}
function stringifyArrayTable(array, key, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    let res = '';
    for (let i = 0; i < array.length; i++) {
        res += `${res && '\n'}[[${key}]]\n`;
        res += stringifyTable(0, array[i], key, depth, numberAsFloat, strictTemporal);
    }
    return res;
}
function stringifyTable(tableKey, obj, prefix, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    let preamble = '';
    let tables = '';
    let keys = Object.keys(obj);
    for (let i = 0; i < keys.length; i++) {
        let k = keys[i];
        if (obj[k] !== null && obj[k] !== void 0) {
            let type = extendedTypeOf(obj[k]);
            if (type === 'symbol' || type === 'function') {
                throw new TypeError(`cannot serialize values of type '${type}'`);
            }
            let key = formatKey(k);
            if (type === 'array' && isArrayOfTables(obj[k])) {
                tables += (tables && '\n') + stringifyArrayTable(obj[k], prefix ? `${prefix}.${key}` : key, depth - 1, numberAsFloat, strictTemporal);
            }
            else if (type === 'object') {
                let tblKey = prefix ? `${prefix}.${key}` : key;
                tables += (tables && '\n') + stringifyTable(tblKey, obj[k], tblKey, depth - 1, numberAsFloat, strictTemporal);
            }
            else {
                preamble += key;
                preamble += ' = ';
                preamble += stringifyValue(obj[k], type, depth, numberAsFloat, strictTemporal);
                preamble += '\n';
            }
        }
    }
    if (tableKey && (preamble || !tables)) // Create table only if necessary
        preamble = preamble ? `[${tableKey}]\n${preamble}` : `[${tableKey}]`;
    return preamble && tables
        ? `${preamble}\n${tables}`
        : preamble || tables;
}
function stringify(obj, { maxDepth = 1000, numbersAsFloat = false, strictTemporal = false } = {}) {
    if (extendedTypeOf(obj) !== 'object') {
        throw new TypeError('stringify can only be called with an object');
    }
    let str = stringifyTable(0, obj, '', maxDepth, numbersAsFloat, strictTemporal);
    if (str[str.length - 1] !== '\n')
        return str + '\n';
    return str;
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/index.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */





/** @deprecated use `import * as ... from 'smol-toml'` instead */
/* harmony default export */ const dist = ({ parse: parse, stringify: stringify, TomlDate: TomlDate, TomlError: TomlError });

;// CONCATENATED MODULE: ./lib/settings/toml.js


function parseToml(text, file) {
    return parseWith("asNeeded", text, file);
}
function parseWith(integersAsBigInt, text, file) {
    try {
        return parse(withoutBom(text), { integersAsBigInt });
    }
    catch (error) {
        if (!(error instanceof TomlError))
            throw error;
        const reason = error.message.split("\n")[0] ?? "";
        throw new ActionError({
            what: `${file} is not valid TOML: ${reason.replace(/^Invalid TOML document: /, "")}.`,
            where: { file, line: error.line },
            mend: "Mend it at this line; Prefect reads the file too.",
        });
    }
}
function valueAt(table, path) {
    let value = table;
    for (const key of path) {
        if (!isTable(value))
            return undefined;
        value = Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return value;
}
function mergeToml(text, file, changes) {
    const table = parseWith(true, text, file);
    for (const [path, value] of changes)
        setAt(table, path, value, file);
    return stringify(table, { numbersAsFloat: true });
}
function lineOfKey(text, path) {
    const lines = withoutBom(text).split(/\r?\n/);
    const key = path.at(-1) ?? "";
    for (const [index, line] of lines.entries()) {
        if (!line.includes(key))
            continue;
        const before = tryParse(lines.slice(0, index));
        if (before === undefined || valueAt(before, path) !== undefined)
            continue;
        const through = parseThrough(lines, index + 1);
        if (through !== undefined && valueAt(through, path) !== undefined)
            return index + 1;
    }
    return undefined;
}
function isTable(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
function setAt(table, path, value, file) {
    const key = path.at(-1);
    if (key === undefined)
        return;
    let parent = table;
    for (const [depth, name] of path.slice(0, -1).entries()) {
        const found = Object.hasOwn(parent, name) ? parent[name] : undefined;
        if (found === undefined) {
            if (value === undefined)
                return;
            const created = {};
            parent[name] = created;
            parent = created;
        }
        else if (isTable(found)) {
            parent = found;
        }
        else {
            throw new ActionError({
                what: `In ${file}, ${path.slice(0, depth + 1).join(".")} is not a table.`,
                where: { file },
                mend: `Prefect expects [${path.slice(0, depth + 1).join(".")}] there.`,
            });
        }
    }
    if (value === undefined)
        Reflect.deleteProperty(parent, key);
    else
        parent[key] = value;
}
function parseThrough(lines, atLeast) {
    for (let count = atLeast; count <= lines.length; count += 1) {
        const table = tryParse(lines.slice(0, count));
        if (table !== undefined)
            return table;
    }
    return undefined;
}
function tryParse(lines) {
    try {
        return parse(lines.join("\n"), { integersAsBigInt: "asNeeded" });
    }
    catch {
        return undefined;
    }
}
function withoutBom(text) {
    return text.replace(/^\uFEFF/, "");
}

;// CONCATENATED MODULE: ./lib/settings/sources.js







const SOURCE_KINDS = (/* unused pure expression or super */ null && (["environment", ".env", "prefect.toml", "pyproject.toml", "profile"]));
function readSources(env, directory, show, chosenProfile) {
    const dotenv = readDotenv(directory, show);
    const prefectToml = readTable((0,external_node_path_namespaceObject.join)(directory, "prefect.toml"), show, []);
    const pyproject = readTable((0,external_node_path_namespaceObject.join)(directory, "pyproject.toml"), show, ["tool", "prefect"]);
    const profile = readProfile(env, { dotenv, prefectToml, pyproject }, directory, show, chosenProfile);
    return {
        settings: [
            ...fromEnvironment(env),
            ...(dotenv?.settings ?? []),
            ...(prefectToml ? fromTable(prefectToml, "prefect.toml") : []),
            ...(pyproject ? fromTable(pyproject, "pyproject.toml") : []),
            ...(profile?.settings ?? []),
            ...defaultCaFile(env),
        ],
        ...(profile ? { profile: { name: profile.name, known: profile.known } } : {}),
    };
}
function defaultCaFile(env) {
    const value = env["SSL_CERT_FILE"];
    if (!value)
        return [];
    return [{ name: "caFile", value, kind: "environment", from: "environment variable SSL_CERT_FILE" }];
}
function headersOf(setting) {
    let value = setting.value;
    if (typeof value === "string") {
        try {
            value = JSON.parse(value);
        }
        catch {
            return {};
        }
    }
    if (!isTable(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === "string"));
}
function readTable(path, show, prefix) {
    const file = show(path);
    const text = readText(path, file);
    return text === undefined ? undefined : { file, text, root: parseToml(text, file), prefix };
}
function readText(path, file) {
    try {
        if (!(0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.isFile())
            return undefined;
        return (0,external_node_fs_namespaceObject.readFileSync)(path, "utf8");
    }
    catch (error) {
        throw new ActionError({
            what: `${file} cannot be read (${error.code ?? "unknown error"}).`,
            where: { file },
            mend: "Prefect reads it too: give the job read access to it, or take it away.",
        });
    }
}
function fromEnvironment(env) {
    return variables(env).map(({ key, ...setting }) => ({ ...setting, kind: "environment", from: `environment variable ${key}` }));
}
function variables(values) {
    return SETTING_NAMES.flatMap((name) => Object.entries(values).flatMap(([key, value]) => key.toUpperCase() === SETTINGS[name].env && value !== undefined ? [{ name, key, value }] : []));
}
function readDotenv(directory, show) {
    const path = (0,external_node_path_namespaceObject.join)(directory, ".env");
    const file = show(path);
    const text = readText(path, file);
    if (text === undefined)
        return undefined;
    const values = (0,external_node_util_namespaceObject.parseEnv)(text);
    const settings = variables(values).map(({ key, ...setting }) => ({ ...setting, kind: ".env", from: ".env", where: assignment(text, file, key) }));
    return { values, settings };
}
function assignment(text, file, key) {
    const start = new RegExp(`^\\s*(?:export\\s+)?${key}\\s*=`);
    const index = text.split(/\r?\n/).findLastIndex((row) => start.test(row));
    return index < 0 ? { file } : { file, line: index + 1 };
}
function fromTable(table, kind) {
    return SETTING_NAMES.flatMap((name) => {
        const path = [...table.prefix, ...SETTINGS[name].path];
        const value = valueAt(table.root, path);
        return value === undefined ? [] : [{ name, value, kind, from: kind, where: whereIn(table, path) }];
    });
}
function whereIn(table, path) {
    const line = lineOfKey(table.text, path);
    return line === undefined ? { file: table.file } : { file: table.file, line };
}
function nestedForm(flatKey) {
    const name = SETTING_NAMES.find((candidate) => SETTINGS[candidate].env === flatKey.toUpperCase());
    if (name) {
        const path = dotted(name).split(".");
        const key = path.pop() ?? "";
        return path.length > 0 ? `[${path.join(".")}] ${key} = …` : `${key} = …`;
    }
    const key = flatKey.replace(/^PREFECT_/i, "").toLowerCase();
    if (TOP_LEVEL.includes(key))
        return `${key} = …`;
    const table = TABLES.filter((candidate) => key.startsWith(`${candidate.replaceAll(".", "_")}_`))
        .sort((a, b) => a.length - b.length)
        .at(-1);
    return table === undefined
        ? "the settings reference of Prefect names its table (https://docs.prefect.io/v3/api-ref/settings-ref)."
        : `[${table}] ${key.slice(table.length + 1)} = …`;
}
const TOP_LEVEL = ["home", "profiles_path", "debug_mode", "ui_url", "silence_api_url_misconfiguration"];
const TABLES = [
    ...["api", "cli", "client", "client.metrics", "cloud", "deployments", "events", "experiments", "flows"],
    ...["internal", "logging", "logging.to_api", "plugins", "results", "runner", "runner.server", "server"],
    ...[
        "server.api",
        "server.concurrency",
        "server.database",
        "server.database.sqlalchemy",
        "server.deployments",
        "server.docket",
    ],
    ...["server.ephemeral", "server.events", "server.flow_run_graph", "server.logs", "server.tasks"],
    ...["server.tasks.scheduling", "server.ui", "tasks", "tasks.runner", "tasks.scheduling", "telemetry"],
    ...["testing", "worker", "worker.webserver"],
    ...["cancellation_cleanup", "event_persister", "event_logger", "foreman", "late_runs", "scheduler"].map((service) => `server.services.${service}`),
    ...["pause_expirations", "repossessor", "task_run_recorder", "triggers", "db_vacuum"].map((service) => `server.services.${service}`),
];
function readProfile(env, others, directory, show, chosen) {
    const path = profilesPath(env, others, directory);
    const table = path === undefined ? undefined : readTable(path, show, []);
    if (!table)
        return undefined;
    const profiles = valueAt(table.root, ["profiles"]);
    const known = isTable(profiles) ? Object.keys(profiles) : [];
    const active = valueAt(table.root, ["active"]);
    const name = chosen ?? (env["PREFECT_PROFILE"] || (typeof active === "string" ? active : undefined));
    if (name === undefined)
        return undefined;
    const settings = SETTING_NAMES.flatMap((setting) => {
        const keys = ["profiles", name, SETTINGS[setting].env];
        const value = valueAt(table.root, keys);
        if (value === undefined)
            return [];
        return [{ name: setting, value, kind: "profile", from: `profile ${name}`, where: whereIn(table, keys) }];
    });
    return { name, known, settings };
}
function profilesPath(env, others, directory) {
    const inToml = (table) => {
        const value = table ? valueAt(table.root, [...table.prefix, "profiles_path"]) : undefined;
        return typeof value === "string" ? value : undefined;
    };
    const named = env["PREFECT_PROFILES_PATH"] ||
        others.dotenv?.values["PREFECT_PROFILES_PATH"] ||
        inToml(others.prefectToml) ||
        inToml(others.pyproject);
    const path = (0,external_node_path_namespaceObject.resolve)(directory, named || (0,external_node_path_namespaceObject.join)(env["PREFECT_HOME"] || (0,external_node_path_namespaceObject.join)((0,external_node_os_namespaceObject.homedir)(), ".prefect"), "profiles.toml"));
    return (0,external_node_fs_namespaceObject.existsSync)(path) ? path : undefined;
}

;// CONCATENATED MODULE: ./lib/settings/config-file.js








function writeConfig(inputs, sources, temp, show, remember) {
    if (inputs.configTarget === "none")
        return undefined;
    const file = (0,external_node_path_namespaceObject.join)(inputs.workingDirectory, inputs.configTarget);
    const former = readFormer(file, show);
    const text = mergeToml(former?.bytes.toString("utf8") ?? "", show(file), changes(inputs, sources));
    const record = {
        file,
        written: sha256(text),
        marker: markerOf(file, temp),
        ...(former ? { backup: (0,external_node_path_namespaceObject.join)(temp, `former-${(0,external_node_path_namespaceObject.basename)(file)}`), mode: former.mode } : {}),
    };
    if (former && record.backup)
        (0,external_node_fs_namespaceObject.writeFileSync)(record.backup, former.bytes, { mode: 0o600, flag: "wx" });
    remember(record);
    if (!inputs.keepConfig)
        (0,external_node_fs_namespaceObject.writeFileSync)(record.marker, JSON.stringify(record), { mode: 0o600 });
    replaceFile(file, text, 0o600, show);
    return record;
}
function checkConfigTarget(inputs, show) {
    if (inputs.configTarget === "none")
        return;
    readFormer((0,external_node_path_namespaceObject.join)(inputs.workingDirectory, inputs.configTarget), show);
}
function takeBackEarlier(directory, temp) {
    return ["prefect.toml", "pyproject.toml"].flatMap((target) => {
        const file = (0,external_node_path_namespaceObject.join)(directory, target);
        const marker = markerOf(file, temp);
        if (!(0,external_node_fs_namespaceObject.existsSync)(marker) || !(0,external_node_fs_namespaceObject.lstatSync)(file, { throwIfNoEntry: false })?.isFile())
            return [];
        const record = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(marker, "utf8"));
        if (record.file !== file || sha256((0,external_node_fs_namespaceObject.readFileSync)(file, "utf8")) !== record.written)
            return [];
        restoreConfig(record, []);
        return [file];
    });
}
function markerOf(file, temp) {
    return (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(temp), `prefect-deploy-${sha256(file).slice(0, 16)}.json`);
}
function restoreConfig(record, secrets) {
    (0,external_node_fs_namespaceObject.rmSync)(record.marker, { force: true });
    const now = (0,external_node_fs_namespaceObject.lstatSync)(record.file, { throwIfNoEntry: false });
    if (now && !now.isFile())
        return "left alone";
    if (!now && !(record.backup && (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.dirname)(record.file))))
        return "already gone";
    if (now) {
        const text = (0,external_node_fs_namespaceObject.readFileSync)(record.file, "utf8");
        const ours = sha256(text) === record.written;
        if (!ours && !secrets.some((secret) => holds(text, secret)))
            return "left alone";
    }
    if (record.backup && (0,external_node_fs_namespaceObject.existsSync)(record.backup)) {
        replaceFile(record.file, (0,external_node_fs_namespaceObject.readFileSync)(record.backup), record.mode ?? 0o644);
        (0,external_node_fs_namespaceObject.rmSync)(record.backup);
        return "put back";
    }
    (0,external_node_fs_namespaceObject.rmSync)(record.file, { force: true });
    return "removed";
}
function holds(text, secret) {
    return text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1));
}
function configContents(inputs, sources) {
    return changes(inputs, sources)
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([path]) => path.filter((key) => key !== "tool" && key !== "prefect").join("."));
}
function changes(inputs, sources) {
    const target = inputs.configTarget;
    const prefix = target === "pyproject.toml" ? ["tool", "prefect"] : [];
    const rival = (name) => {
        const weaker = sources.settings.some((setting) => setting.name === name &&
            (setting.kind === "profile" || (setting.kind === "pyproject.toml" && target === "prefect.toml")));
        return weaker ? "" : undefined;
    };
    const { credential } = inputs;
    const inFile = sources.settings.find((setting) => setting.name === "customHeaders" && setting.kind === target);
    const headers = inFile ? headersOf(inFile) : {};
    for (const [name, value] of Object.entries(inputs.headers))
        setHeader(headers, name, value);
    const wanted = [
        ["apiUrl", inputs.apiUrl],
        [
            "authString",
            credential.kind === "basic" ? `${credential.user}:${credential.password}` : rival("authString"),
        ],
        ["apiKey", credential.kind === "bearer" ? credential.token : rival("apiKey")],
        ["uiUrl", inputs.uiUrl],
        ["prompt", false],
        ...(inputs.tls.caFile === undefined ? [] : [["caFile", inputs.tls.caFile]]),
        ...(inputs.tls.skipVerify ? [["skipVerify", true]] : []),
    ];
    if (Object.keys(inputs.headers).length > 0)
        wanted.push(["customHeaders", JSON.stringify(headers)]);
    return wanted.map(([name, value]) => [[...prefix, ...SETTINGS[name].path], value]);
}
function readFormer(file, show) {
    const target = (0,external_node_path_namespaceObject.basename)(file);
    const found = (0,external_node_fs_namespaceObject.lstatSync)(file, { throwIfNoEntry: false });
    if (!found) {
        if (target === "pyproject.toml") {
            throw new ActionError({
                what: "`config-target` is pyproject.toml, but there is none in the working directory.",
                where: { file: show(file) },
                mend: "Use `config-target: prefect.toml`, or set `working-directory` to the folder that has it.",
            });
        }
        return undefined;
    }
    if (!found.isFile()) {
        throw new ActionError({
            what: `${target} is a ${found.isSymbolicLink() ? "symbolic link" : "directory or special file"}, and the credential is not written through it.`,
            where: { file: show(file) },
            mend: "Make it a plain file, or use `config-target: none`.",
        });
    }
    return { bytes: (0,external_node_fs_namespaceObject.readFileSync)(file), mode: found.mode & 0o777 };
}
function replaceFile(file, content, mode, show = external_node_path_namespaceObject.basename) {
    const fresh = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(file), `.${(0,external_node_path_namespaceObject.basename)(file)}.${(0,external_node_crypto_namespaceObject.randomUUID)()}.new`);
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(fresh, content, { mode, flag: "wx" });
        (0,external_node_fs_namespaceObject.chmodSync)(fresh, mode);
        (0,external_node_fs_namespaceObject.renameSync)(fresh, file);
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.rmSync)(fresh, { force: true });
        throw new ActionError({
            what: `${show(file)} cannot be written: ${error.code ?? "unknown error"}.`,
            where: { file: show(file) },
            mend: "Give the job write access to the working directory, or use `config-target: none`.",
        });
    }
}
function sha256(content) {
    return (0,external_node_crypto_namespaceObject.createHash)("sha256").update(content).digest("hex");
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./node_modules/string-argv/index.js

function parseArgsStringToArgv(value, env, file) {
    const myArray = [];
    if (env) {
        myArray.push(env);
    }
    if (file) {
        myArray.push(file);
    }
    let current = "";
    let inQuote = null;
    let hasToken = false; // Track if we've started a token (for empty quotes)
    let i = 0;
    while (i < value.length) {
        const char = value[i];
        if (inQuote) {
            // Inside quotes - look for the closing quote
            if (char === inQuote) {
                // End of quoted section
                inQuote = null;
            }
            else {
                // Add character to current token (without the quotes)
                current += char;
            }
        }
        else {
            // Outside quotes
            if (char === '"' || char === "'") {
                // Start of quoted section - this means we have a token even if empty
                inQuote = char;
                hasToken = true;
            }
            else if (/\s/.test(char)) {
                // Whitespace - end current token if we have one
                if (hasToken) {
                    myArray.push(current);
                    current = "";
                    hasToken = false;
                }
            }
            else {
                // Regular character - add to current token
                current += char;
                hasToken = true;
            }
        }
        i++;
    }
    // Don't forget the last token
    if (hasToken) {
        myArray.push(current);
    }
    return myArray;
}

;// CONCATENATED MODULE: ./lib/credentials/choose.js

const EMPTY_SECRET = "Usual reasons: GitHub does not give secrets to workflows from forks or from Dependabot, the secret's name is misspelt, " +
    "or it belongs to an environment that the job does not name (`environment:`).";
function chooseCredential(given, headers, findings) {
    const kinds = [
        ...(given.authString ? ["`auth-string`"] : []),
        ...(given.username || given.password ? ["`username` and `password`"] : []),
        ...(given.apiKey ? ["`api-key`"] : []),
        ...(given.oidcAudience ? ["`oidc-audience`"] : []),
        ...(given.tokenUrl || given.clientId || given.clientSecret ? ["`token-url`"] : []),
    ];
    refuseContradictions(given, kinds, headers, findings);
    if (kinds.length === 0)
        refuseEmpty(given, headers, findings);
    return (basic(given, findings) ??
        bearer(given) ??
        choose_githubToken(given) ??
        choose_clientCredentials(given, findings) ?? { kind: "none" });
}
function refuseContradictions(given, kinds, headers, findings) {
    const isBasic = Boolean(given.authString) || Boolean(given.username) || Boolean(given.password);
    if (isBasic && given.apiKey) {
        findings.problem(`${kinds.join(" and ")} are both given. Prefect would send Basic (${kinds[0] ?? ""}) and drop the key without a word; its documentation says the opposite.`, "Give one: Basic for a gate that asks for user and password, `api-key` for a gate that validates a token.");
    }
    else if (kinds.length > 1 && mints(given)) {
        findings.problem(`${kinds.join(" and ")} are given, and each is a credential of its own; only one can be sent.`, "Give one of them.");
    }
    else if (kinds.length > 1) {
        findings.problem(`${kinds.join(" and ")} are both given, and both mean Basic authentication.`, "Give `auth-string` (user:password), or `username` and `password`.");
    }
    const header = findHeader(headers, "authorization");
    if (kinds.length > 0 && header !== undefined) {
        findings.problem(`\`headers\` holds ${header} beside ${kinds.join(" and ")}. Prefect would send the header's value on every request, and never the credential.`, `Take ${header} out of \`headers\`, or leave ${kinds.join(" and ")} out.`);
    }
}
function mints(given) {
    return Boolean(given.oidcAudience || given.tokenUrl || given.clientId || given.clientSecret);
}
function refuseEmpty(given, headers, findings) {
    if (findHeader(headers, "authorization") !== undefined)
        return;
    const empty = [
        ...(given.authString === "" ? ["`auth-string`"] : []),
        ...(given.username === "" ? ["`username`"] : []),
        ...(given.password === "" ? ["`password`"] : []),
        ...(given.apiKey === "" ? ["`api-key`"] : []),
        ...(given.oidcAudience === "" ? ["`oidc-audience`"] : []),
        ...(given.tokenUrl === "" ? ["`token-url`"] : []),
        ...(given.clientSecret === "" ? ["`client-secret`"] : []),
    ];
    if (empty.length === 0)
        return;
    const several = empty.length > 1;
    findings.problem(`${empty.join(" and ")} ${several ? "are" : "is"} given but empty.`, `${EMPTY_SECRET} For a server without authentication leave the ${several ? "inputs" : "input"} out.`);
}
function basic(given, findings) {
    if (given.authString) {
        const colon = given.authString.indexOf(":");
        if (colon < 0) {
            findings.problem("`auth-string` has no colon: it must be user:password.", "Store the secret as user:password; a token belongs in `api-key`.");
            return undefined;
        }
        const user = given.authString.slice(0, colon);
        const password = given.authString.slice(colon + 1);
        if (user === "" || password === "") {
            findings.problem(`\`auth-string\` has nothing ${password === "" ? "after" : "before"} its colon.`, password === "" ? EMPTY_SECRET : "Store the secret as user:password.");
        }
        return { kind: "basic", user, password };
    }
    if (!given.username && !given.password)
        return undefined;
    if (!given.username) {
        findings.problem("`password` is given without `username`.", "Give both, or `auth-string` (user:password).");
    }
    else if (!given.password) {
        const empty = given.password === "";
        findings.problem(empty ? "`password` is given but empty." : "`username` is given without `password`.", empty ? EMPTY_SECRET : "Give both, or `auth-string` (user:password).");
    }
    if (given.username?.includes(":")) {
        findings.problem("`username` holds a colon, which Basic authentication cannot carry (RFC 7617).", "If it is user:password, give it as `auth-string`.");
    }
    return { kind: "basic", user: given.username ?? "", password: given.password ?? "" };
}
function bearer(given) {
    return given.apiKey ? { kind: "bearer", token: given.apiKey, from: "api-key" } : undefined;
}
function choose_githubToken(given) {
    return given.oidcAudience ? { kind: "oidc-audience", audience: given.oidcAudience } : undefined;
}
function choose_clientCredentials(given, findings) {
    const { tokenUrl, clientId, clientSecret } = given;
    if (!tokenUrl && !clientId && !clientSecret) {
        if (given.scope || given.audience) {
            findings.problem("`scope` or `audience` is given without `token-url`.", "They belong to `token-url`, `client-id` and `client-secret`; for a GitHub token give `oidc-audience`.");
        }
        return undefined;
    }
    const missing = [
        ...(tokenUrl ? [] : ["`token-url`"]),
        ...(clientId ? [] : ["`client-id`"]),
        ...(clientSecret ? [] : ["`client-secret`"]),
    ];
    if (missing.length > 0) {
        findings.problem(`${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing or empty; \`token-url\`, \`client-id\` and \`client-secret\` belong together.`, `Give all three. ${EMPTY_SECRET}`);
    }
    return {
        kind: "token-url",
        url: tokenUrl ?? "",
        clientId: clientId ?? "",
        clientSecret: clientSecret ?? "",
        scope: given.scope || undefined,
        audience: given.audience || undefined,
    };
}

;// CONCATENATED MODULE: ./lib/findings.js

class Findings {
    problems = [];
    warnings = [];
    advice = [];
    notes = [];
    problem(what, mend, where) {
        this.problems.push(where ? { what, mend, where } : { what, mend });
    }
    warning(what, mend, where) {
        this.warnings.push(where ? { what, mend, where } : { what, mend });
    }
    note(text) {
        this.notes.push(text);
    }
    stopOnProblems() {
        if (this.problems.length > 0)
            throw new ActionError(this.problems);
    }
}

;// CONCATENATED MODULE: ./lib/validate/ignore.js

const COMMENT = /#\s*prefect-deploy-ignore:\s*([\w-]+(?:\s*,\s*[\w-]+)*)/;
function withoutIgnored(findings, rules, textOf) {
    const off = new Set(rules);
    const lines = new Map();
    const linesOf = (file) => {
        const known = lines.get(file) ?? textOf(file)?.split(/\r\n|\r|\n/) ?? [];
        lines.set(file, known);
        return known;
    };
    return findings.filter(({ rule, where }) => {
        if (off.has(rule))
            return false;
        const all = linesOf(where.file);
        const above = all[where.line - 2] ?? "";
        return !(named(all[where.line - 1] ?? "").includes(rule) ||
            (above.trimStart().startsWith("#") && named(above).includes(rule)));
    });
}
function named(line) {
    return COMMENT.exec(line)?.[1]?.split(/\s*,\s*/) ?? [];
}
function checkIgnored(rules, known, findings) {
    for (const rule of rules) {
        if (known.includes(rule))
            continue;
        const nearest = (0,mod/* closest */.kp)(rule, [...known]);
        findings.problem(`\`ignore-rules\`: there is no rule ${JSON.stringify(rule.slice(0, 60))}.`, (0,mod/* distance */.Io)(rule, nearest) <= 4
            ? `Did you mean \`${nearest}\`?`
            : "Take the id from the end of the message, or from docs/rules.");
    }
}

;// CONCATENATED MODULE: ./lib/validate/rules/stdlib.generated.js
const STANDARD_LIBRARY = new Set([
    "abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii",
    "bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections",
    "colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes",
    "curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum",
    "errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt",
    "getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp",
    "importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox",
    "mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt",
    "ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools",
    "pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile",
    "pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy",
    "sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket",
    "socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep",
    "struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios",
    "textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty",
    "turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref",
    "webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo",
]
    .join(" ")
    .split(" "));

;// CONCATENATED MODULE: ./lib/validate/rules/entrypoint.js



function readEntrypoint({ content }, context) {
    const written = content["entrypoint"];
    if (typeof written !== "string" || written === "")
        return undefined;
    const text = expand(written, context.env ?? {});
    return text.includes("{{") || text === "" ? undefined : parseEntrypoint(text);
}
function parseEntrypoint(text) {
    const colon = text.lastIndexOf(":");
    const [path, name] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
    const malformed = (flaw) => ({ kind: "malformed", flaw, path, name });
    if (colon < 0 && /\.py$/.test(text))
        return malformed("no-function");
    const isFile = text.includes(".py:");
    if (isFile && !path.endsWith(".py"))
        return malformed("shapeless");
    if (colon >= 0 && name.trim() === "")
        return malformed("no-function");
    if (name !== name.trim())
        return malformed("space");
    if (/\)$/.test(name))
        return malformed("call");
    if (isFile)
        return { kind: "file", path, name };
    const dot = text.lastIndexOf(".");
    if (colon < 0 && dot < 0)
        return malformed("shapeless");
    const module = colon < 0 ? text.slice(0, dot) : path;
    if (/[\\/]/.test(module))
        return malformed(/\.\w+$/.test(path) ? "not-python" : "no-suffix");
    if (module === "")
        return malformed("shapeless");
    return { kind: "module", module, name: colon < 0 ? text.slice(dot + 1) : name, hasColon: colon >= 0 };
}
function findModule(module, context) {
    const path = (0,external_node_path_namespaceObject.resolve)(context.directory, ...module.split("."));
    return context.python((0,external_node_path_namespaceObject.join)(path, "__init__.py")) ?? context.python(`${path}.py`);
}
function findFlow(entry, context) {
    const entrypoint = readEntrypoint(entry, context);
    if (!entrypoint || entrypoint.kind === "malformed")
        return undefined;
    const python = entrypoint.kind === "file"
        ? context.python((0,external_node_path_namespaceObject.resolve)(context.directory, entrypoint.path))
        : findModule(entrypoint.module, context);
    return python?.functions.get(entrypoint.name) ?? python?.methods.get(entrypoint.name);
}
function namedFlow(entrypoint, context) {
    const colon = entrypoint.lastIndexOf(":");
    const own = colon < 0 ? "" : entrypoint.slice(colon + 1);
    const path = colon < 0 ? entrypoint : entrypoint.slice(0, colon);
    const found = context.python((0,external_node_path_namespaceObject.resolve)(context.directory, path))?.functions.get(own);
    const flow = found?.decorators.find(({ isFlow }) => isFlow);
    const named = flow?.arguments?.get("name");
    return {
        function: own,
        isFound: found !== undefined,
        isFlow: flow !== undefined,
        name: named === undefined ? own.replaceAll("_", "-") : named.string,
    };
}
const MAX_FILES = 5_000;
const MAX_DEPTH = 10;
const NOT_OURS = /^(?:\.|node_modules$|__pycache__$|venv$|site-packages$)/;
class Folders {
    directory;
    names = new Map();
    files;
    constructor(directory) {
        this.directory = directory;
    }
    otherCase(path) {
        const absolute = (0,external_node_path_namespaceObject.resolve)(this.directory, path);
        const start = (0,external_node_path_namespaceObject.isAbsolute)(path) ? (0,external_node_path_namespaceObject.resolve)(absolute, external_node_path_namespaceObject.sep) : this.directory;
        let at = start;
        for (const part of (0,external_node_path_namespaceObject.relative)(start, absolute).split(external_node_path_namespaceObject.sep)) {
            const names = part === ".." ? [part] : this.list(at);
            const name = names.includes(part)
                ? part
                : names.find((each) => each.toLowerCase() === part.toLowerCase());
            if (name === undefined)
                return undefined;
            at = (0,external_node_path_namespaceObject.join)(at, name);
        }
        if (at === absolute)
            return undefined;
        return (0,external_node_path_namespaceObject.isAbsolute)(path) ? at : slashed((0,external_node_path_namespaceObject.relative)(this.directory, at));
    }
    python() {
        this.files ??= this.walk();
        return this.files;
    }
    isFile(path) {
        return (0,external_node_fs_namespaceObject.statSync)((0,external_node_path_namespaceObject.resolve)(this.directory, path), { throwIfNoEntry: false })?.isFile() ?? false;
    }
    walk() {
        const found = [];
        const folders = [{ path: this.directory, depth: 0 }];
        let seen = 0;
        for (let folder = folders.shift(); folder && seen < MAX_FILES; folder = folders.shift()) {
            for (const name of this.list(folder.path)) {
                seen++;
                if (NOT_OURS.test(name))
                    continue;
                const path = (0,external_node_path_namespaceObject.join)(folder.path, name);
                if (name.endsWith(".py"))
                    found.push(slashed((0,external_node_path_namespaceObject.relative)(this.directory, path)));
                else if (!name.includes(".") && folder.depth < MAX_DEPTH)
                    folders.push({ path, depth: folder.depth + 1 });
            }
        }
        return found;
    }
    list(folder) {
        const known = this.names.get(folder);
        if (known)
            return known;
        let names = [];
        try {
            names = (0,external_node_fs_namespaceObject.readdirSync)(folder);
        }
        catch {
        }
        this.names.set(folder, names);
        return names;
    }
}
function slashed(path) {
    return path.split(external_node_path_namespaceObject.sep).join("/");
}
function besidePrefectFile(path, { file }, { directory }) {
    const folder = (0,external_node_path_namespaceObject.dirname)(file.yaml.path);
    if ((0,external_node_path_namespaceObject.isAbsolute)(path) || folder === (0,external_node_path_namespaceObject.resolve)(directory))
        return undefined;
    const beside = (0,external_node_path_namespaceObject.resolve)(folder, path);
    const isThere = (0,external_node_fs_namespaceObject.statSync)(beside, { throwIfNoEntry: false })?.isFile() ?? false;
    return isThere ? slashed((0,external_node_path_namespaceObject.relative)(directory, beside)) : undefined;
}

;// CONCATENATED MODULE: ./lib/validate/rules/examples.js
const HELLO = "deployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n    work_pool:\n      name: default\n";
const FLOW = 'from prefect import flow\n\n\n@flow\ndef hello(name: str = "you"):\n    print(name)\n';
function project(more = "", deployments = HELLO) {
    return { "prefect.yaml": `pull: []\n${deployments}${more}`, "flows/hello.py": FLOW };
}

;// CONCATENATED MODULE: ./lib/validate/rules/parameters.js



function checkParameters(entry, flow, python, context, report) {
    const [decorator, ...others] = flow.decorators;
    if (!decorator?.isFlow || others.length > 0)
        return;
    new Check(entry, flow, python, context, report).run(decorator.arguments?.get("validate_parameters") === undefined && !decorator.arguments?.has("**"));
}
class Check {
    entry;
    flow;
    python;
    context;
    report;
    constructor(entry, flow, python, context, report) {
        this.entry = entry;
        this.flow = flow;
        this.python = python;
        this.context = context;
        this.report = report;
    }
    run(isValidated) {
        const { content } = this.entry;
        const values = content["parameters"];
        const isEnforced = !isFalse(content["enforce_parameter_schema"]);
        if (isRecord(values)) {
            this.unknown(values, ["parameters"]);
            if (isEnforced || isValidated)
                this.types(values, ["parameters"], isEnforced ? "server" : "run");
        }
        if (values !== undefined && values !== null && !isRecord(values))
            return;
        for (const { schedule, path } of schedulesOf(content)) {
            const own = schedule["parameters"];
            if (isRecord(own)) {
                this.unknown(own, [...path, "parameters"]);
                if (isValidated)
                    this.types(own, [...path, "parameters"], "run");
            }
            const isOff = schedule["active"] === false || content["paused"] === true;
            if (!isOff && (own === undefined || own === null || isRecord(own)))
                this.missing({ ...values, ...own }, path);
        }
    }
    unknown(values, path) {
        const { flow, entry } = this;
        const known = flow.parameters.filter(({ kind }) => kind !== "var-positional").map(({ name }) => name);
        const rest = flow.parameters.find(({ kind }) => kind === "var-keyword")?.name;
        for (const key of Object.keys(values)) {
            if (known.includes(key) || key.includes("{{"))
                continue;
            const near = known.length > 0 && known.length <= MAX_SUGGESTED ? (0,mod/* closest */.kp)(key, known) : undefined;
            const isNear = near !== undefined && (0,mod/* distance */.Io)(key, near) <= Math.max(1, Math.floor(key.length / 3));
            this.report("parameter-unknown", {
                what: `${entry.title}: the flow \`${flow.name}\` has no parameter \`${key}\`; it deploys, and then every run fails with a SignatureMismatchError.`,
                mend: isNear
                    ? `Do you mean \`${near}\`?`
                    : rest !== undefined
                        ? `Write it below \`${rest}:\`, where Prefect looks for what \`**${rest}\` takes.`
                        : known.length > 0
                            ? `Take it out; the flow has ${known.map((name) => `\`${name}\``).join(", ")}.`
                            : "Take it out; the flow has no parameters.",
                where: entry.file.yaml.range(entry.path(...path, key), "key"),
            });
        }
    }
    missing(values, path) {
        const { flow, entry } = this;
        const names = flow.parameters
            .filter(({ kind, default: value }) => !kind.startsWith("var-") && value === undefined)
            .map(({ name }) => name)
            .filter((name) => !Object.hasOwn(values, name));
        if (names.length === 0)
            return;
        const listed = names.map((name) => `\`${name}\``).join(", ");
        this.report("parameter-missing", {
            what: `${entry.title}: the schedule gives no value for ${listed} of the flow \`${flow.name}\`; every scheduled run fails with a ParameterBindError.`,
            mend: `Write ${names.length === 1 ? "it" : "them"} below \`parameters:\`, or give ${names.length === 1 ? "it a default" : "them defaults"} in the flow.`,
            where: entry.file.yaml.range(entry.path(...path), "key"),
        });
    }
    types(values, path, judge) {
        const { flow, entry } = this;
        for (const parameter of flow.parameters) {
            if (parameter.kind.startsWith("var-") || !Object.hasOwn(values, parameter.name))
                continue;
            const wanted = this.typesOf(parameter);
            const value = this.resolved(values, parameter.name);
            if (!wanted || !value)
                continue;
            const isTaken = [...wanted].some((type) => judge === "server" ? value.type === type || isSubtype(value, type) : isCoerced(value, type));
            if (isTaken)
                continue;
            const asText = value.type === "string" && [...wanted].some((type) => isCoerced(value, type));
            this.report("parameter-type", {
                ...(judge === "run" ? { severity: "warning" } : {}),
                what: `${entry.title}: \`${parameter.name}\` is ${WORDS[value.type]}, and the flow \`${flow.name}\` wants ` +
                    `\`${parameter.annotation ?? ""}\`; ${judge === "server" ? "the server refuses the deployment" : "runs with it fail"}.`,
                mend: asText
                    ? "Write the value without quotes."
                    : `Write ${[...wanted].map((type) => WORDS[type]).join(" or ")}.`,
                where: entry.file.yaml.range(entry.path(...path, parameter.name), "value"),
            });
        }
    }
    typesOf({ annotation }) {
        if (annotation === undefined)
            return undefined;
        const unquoted = /^(["'])([^"'\\]*)\1$/.exec(annotation)?.[2] ?? annotation;
        const isOwn = (name) => this.python.names.has(name) || this.python.functions.has(name);
        if (this.python.openEnded)
            return undefined;
        const isClass = (name) => this.python.classes.has(name);
        const types = annotatedTypes(unquoted, { isOwn, isClass }, 0);
        return types?.size === 1 && types.has("null") ? undefined : types;
    }
    resolved(values, key) {
        const value = values[key];
        const { yaml } = this.entry.file;
        const odd = yaml.oddKind(values, key);
        if (odd !== undefined) {
            return odd === "date" || odd === "datetime" ? { type: "string", value: "0000-00-00" } : undefined;
        }
        if (typeof value === "string" && value.includes("{{")) {
            const name = /^\s*\{\{\s*\$([A-Za-z_]\w*)\s*\}\}\s*$/.exec(value)?.[1];
            const filled = name === undefined ? undefined : this.context.env?.[name];
            return filled === undefined ? undefined : { type: "string", value: filled };
        }
        if (typeof value === "string")
            return { type: "string", value };
        if (typeof value === "boolean")
            return { type: "boolean", value };
        if (typeof value === "bigint")
            return { type: "integer", value: Number(value) };
        if (typeof value === "number") {
            return Number.isFinite(value)
                ? { type: Number.isInteger(value) ? "integer" : "number", value }
                : undefined;
        }
        if (value === null)
            return { type: "null", value };
        if (Array.isArray(value))
            return { type: "array", value };
        if (isRecord(value) && !Object.hasOwn(value, "__prefect_kind"))
            return { type: "object", value };
        return undefined;
    }
}
const WORDS = {
    integer: "a whole number",
    number: "a number",
    string: "text",
    boolean: "`true` or `false`",
    array: "a list",
    object: "a mapping",
    null: "nothing",
};
const PLAIN = {
    int: "integer",
    float: "number",
    str: "string",
    bool: "boolean",
    list: "array",
    dict: "object",
    None: "null",
};
const GENERIC = {
    list: "array",
    List: "array",
    dict: "object",
    Dict: "object",
};
function isFalse(value) {
    return (value === false || value === 0 || (typeof value === "string" && /^(?:false|f|no|n|off|0)$/i.test(value)));
}
const MAX_SUGGESTED = 200;
function annotatedTypes(text, names, depth) {
    if (depth > 20)
        return undefined;
    const parts = splitTop(text, "|");
    const inner = (part) => annotatedTypes(part, names, depth + 1);
    if (parts.length > 1)
        return union(parts.map(inner));
    const name = text.trim();
    const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
    if (plain !== undefined)
        return names.isOwn(name) ? undefined : new Set([plain]);
    const found = /^(?:typing\.)?(\w+)\s*\[([\s\S]*)\]$/.exec(name);
    if (!found || splitTop(name, "[").length > 2)
        return undefined;
    const [, generic = "", list = ""] = found;
    if (names.isClass(generic))
        return undefined;
    if (generic === "Optional")
        return union([inner(list), new Set(["null"])]);
    if (generic === "Union")
        return union(splitTop(list, ",")
            .filter((part) => part.trim() !== "")
            .map(inner));
    const type = Object.hasOwn(GENERIC, generic) ? GENERIC[generic] : undefined;
    return type === undefined || (generic === generic.toLowerCase() && names.isOwn(generic))
        ? undefined
        : new Set([type]);
}
function union(sets) {
    const all = new Set();
    for (const set of sets) {
        if (!set)
            return undefined;
        for (const type of set)
            all.add(type);
    }
    return all;
}
function splitTop(text, separator) {
    const parts = [""];
    let depth = 0;
    let quote = "";
    for (const character of text) {
        if (quote !== "")
            quote = character === quote ? "" : quote;
        else if (character === '"' || character === "'")
            quote = character;
        else if (character === separator && depth === 0) {
            parts.push("");
            if (separator === "[")
                depth++;
            continue;
        }
        else if (character === "[" || character === "(")
            depth++;
        else if (character === "]" || character === ")")
            depth--;
        parts.push((parts.pop() ?? "") + character);
    }
    return parts;
}
function isSubtype({ type }, wanted) {
    return wanted === "number" && type === "integer";
}
function isCoerced(value, wanted) {
    if (value.type === wanted || isSubtype(value, wanted))
        return true;
    const text = value.type === "string" && typeof value.value === "string" ? value.value.trim() : undefined;
    switch (wanted) {
        case "integer":
            return value.type === "boolean" || (text !== undefined && /^[+-]?\d+(?:_\d+)*(?:\.0*)?$/.test(text));
        case "number":
            return (value.type === "boolean" ||
                (text !== undefined &&
                    /^[+-]?(?:[\d_]*\.?[\d_]+|[\d_]+\.)(?:e[+-]?\d+)?$|^[+-]?(?:inf|infinity|nan)$/i.test(text)));
        case "boolean":
            return (value.value === 0 ||
                value.value === 1 ||
                (text !== undefined && /^(?:0|1|true|false|t|f|yes|no|y|n|on|off)$/i.test(text)));
        default:
            return false;
    }
}
function schedulesOf(content) {
    const { schedule, schedules } = content;
    const all = Array.isArray(schedules)
        ? schedules.map((item, index) => ({ schedule: item, path: ["schedules", index] }))
        : [{ schedule, path: ["schedule"] }];
    return all.flatMap(({ schedule: item, path }) => isRecord(item) &&
        ["cron", "interval", "rrule"].some((kind) => item[kind] !== undefined && item[kind] !== null)
        ? [{ schedule: item, path }]
        : []);
}
const COUNT = 'from prefect import flow\n\n\n@flow\ndef hello(count: int, name: str = "you"):\n    print(name, count)\n';
const SCHEDULE = '    schedules:\n      - cron: "0 6 * * *"\n        slug: daily\n';
function counting(more) {
    return { ...project(more, HELLO), "flows/hello.py": COUNT };
}
const PARAMETER_RULES = [
    {
        id: "parameter-unknown",
        severity: "warning",
        title: "A parameter that the flow does not have",
        why: 'The server takes the deployment. Every run then ends with "SignatureMismatchError: Function expects parameters ' +
            "['name'] but was provided with parameters ['nam']\", also where the flow takes `**kwargs`: Prefect looks for those " +
            "below `kwargs:` (3.0.11, 3.8.8).",
        bad: project("    parameters:\n      nam: world\n"),
        good: project("    parameters:\n      name: world\n"),
    },
    {
        id: "parameter-missing",
        severity: "warning",
        title: "A parameter without a value in a deployment with a schedule",
        why: 'The server takes the deployment and the scheduler makes runs of it. Each ends with "ParameterBindError: missing a ' +
            'required argument" (3.0.11, 3.8.8).',
        bad: counting(SCHEDULE),
        good: counting(`    parameters:\n      count: 3\n${SCHEDULE}`),
    },
    {
        id: "parameter-type",
        severity: "error",
        title: "A parameter of another type than the flow wants",
        why: 'The server holds `parameters` against the flow\'s annotations, and more strictly than the flow itself would: `"5"` for ' +
            "an `int`, `yes` in quotes for a `bool`, or nothing at all for an `int` is refused with 422 or 409 (3.0.11, 3.4.14, " +
            "3.8.8), unless the deployment is on the server already with its enforcement off. Where `enforce_parameter_schema` is off, and for a schedule's `parameters`, only the run fails: a warning.",
        bad: counting('    parameters:\n      count: "3"\n'),
        good: counting("    parameters:\n      count: 3\n"),
    },
];

;// CONCATENATED MODULE: ./lib/validate/rules/version.js

function isBefore(version, other) {
    return version !== undefined && compareVersions(version, other) < 0;
}

;// CONCATENATED MODULE: ./lib/validate/rules/entrypoints.js







const entrypoints = {
    rules: rules(),
    check(context, report) {
        const check = new entrypoints_Check(context, report);
        for (const { deployments } of context.files)
            for (const entry of deployments)
                check.deployment(entry);
    },
};
const NO_FLOW = new Set([
    "prefect.task",
    "prefect.tasks.task",
    "staticmethod",
    "classmethod",
    "property",
    "functools.cache",
    "functools.lru_cache",
    "functools.wraps",
    "contextlib.contextmanager",
    "contextlib.asynccontextmanager",
    "typing.overload",
    "typing.no_type_check",
    "pytest.fixture",
]);
const METHODS = "3.1.0";
const MAX_SUGGESTIONS = 100;
class entrypoints_Check {
    context;
    report;
    folders;
    lines = new WeakMap();
    suggestions = 0;
    constructor(context, report) {
        this.context = context;
        this.report = report;
        this.folders = new Folders(context.directory);
    }
    deployment(entry) {
        const entrypoint = readEntrypoint(entry, this.context);
        if (!entrypoint)
            return;
        if (entrypoint.kind === "malformed") {
            this.malformed(entry, entrypoint.flaw, entrypoint.path, entrypoint.name);
            return;
        }
        const python = entrypoint.kind === "file" ? this.file(entry, entrypoint.path) : this.module(entry, entrypoint);
        if (!python)
            return;
        if (python.error) {
            this.report("entrypoint-syntax-error", {
                what: `${python.file} is no valid Python: this line ${python.error.message}. Prefect cannot import the flow.`,
                mend: "Mend it; `python -m py_compile` says more.",
                where: python.error.where,
            });
            return;
        }
        const definition = this.definition(entry, entrypoint, python);
        if (definition)
            checkParameters(entry, definition, python, this.context, this.report);
    }
    say(rule, entry, said) {
        const { yaml } = entry.file;
        this.report(rule, { ...said, where: yaml.range(entry.path("entrypoint"), "value") });
    }
    malformed(entry, flaw, path, name) {
        const { title } = entry;
        const says = {
            "no-function": () => {
                const file = path.replace(/:+$/, "");
                const [flow, ...others] = flowsOf(this.context.python((0,external_node_path_namespaceObject.resolve)(this.context.directory, file)));
                return {
                    what: `${title}: the entrypoint names a file and no function.`,
                    mend: `Add the function: \`${file}:${flow ?? "function"}\`.`,
                    ...(flow !== undefined && others.length === 0 ? this.corrected(entry, `${file}:${flow}`) : {}),
                };
            },
            "no-suffix": () => ({
                what: `${title}: the entrypoint's file has no \`.py\`, so Prefect takes it for a module and finds none.`,
                mend: `Write \`${path}.py:${name || "function"}\`.`,
                ...(this.folders.isFile(`${path}.py`) && name ? this.corrected(entry, `${path}.py:${name}`) : {}),
            }),
            "not-python": () => ({
                what: `${title}: the entrypoint is no \`file.py:function\`, so Prefect takes it for a module and finds none.`,
                mend: "Write `path/to/file.py:function`, with a colon and a `.py` in lower case.",
            }),
            call: () => ({
                what: `${title}: the entrypoint calls its function; Prefect looks for one whose name has brackets.`,
                mend: `Leave the brackets out: \`${path}:${name.replace(/\s*\(.*\)$/, "")}\`.`,
                ...this.corrected(entry, `${path}:${name.replace(/\s*\(.*\)$/, "")}`),
            }),
            space: () => ({
                what: `${title}: the entrypoint has a space beside its colon or at its end, which Prefect takes for a part of the name.`,
                mend: `Write \`${path}:${name.trim()}\`.`,
                ...this.corrected(entry, `${path}:${name.trim()}`),
            }),
            shapeless: () => ({
                what: `${title}: the entrypoint is no \`file.py:function\` and no \`module.function\`; Prefect refuses it.`,
                mend: "Write `path/to/file.py:function`.",
            }),
        };
        this.say("entrypoint-syntax", entry, says[flaw]());
    }
    file(entry, path) {
        const python = this.context.python((0,external_node_path_namespaceObject.resolve)(this.context.directory, path));
        if (python && process.platform === "linux")
            return python;
        const isThere = python !== undefined || this.folders.isFile(path);
        const other = this.folders.otherCase(path);
        if (other !== undefined) {
            this.say("entrypoint-case", entry, {
                ...(isThere ? { severity: "warning" } : {}),
                what: `${entry.title}: ${path} is spelt ${other} on disk; on Linux that is another file.`,
                mend: `Write \`${other}\`.`,
                ...this.corrected(entry, other, path),
            });
        }
        else if (!isThere)
            this.say("entrypoint-file-missing", entry, this.missingFile(entry, path));
        return python;
    }
    missingFile(entry, path) {
        const what = `${entry.title}: there is no file ${path} here; Prefect cannot import the flow.`;
        if ((0,external_node_path_namespaceObject.isAbsolute)(path)) {
            return {
                severity: "warning",
                what: `${entry.title}: there is no file ${path} on this machine; Prefect imports the flow where it deploys.`,
                mend: "Name the file relative to the directory in which the action deploys.",
            };
        }
        if (path.includes("\\") && this.folders.isFile(path.replaceAll("\\", "/"))) {
            const mended = path.replaceAll("\\", "/");
            return {
                what,
                mend: `Write the path with forward slashes: \`${mended}\`.`,
                ...this.corrected(entry, mended, path),
            };
        }
        const beside = besidePrefectFile(path, entry, this.context);
        if (beside !== undefined) {
            return {
                what,
                mend: `Paths start where \`prefect deploy\` runs, not at the prefect file: write \`${beside}\`, or deploy from ` +
                    "the folder of the prefect file.",
            };
        }
        const near = this.nearestFile(path.trim());
        if (near === undefined) {
            return {
                what,
                mend: "Write the path from the directory in which the action deploys, and check that the file is committed.",
            };
        }
        return { what, mend: `Do you mean \`${near}\`?`, ...this.corrected(entry, near, path) };
    }
    nearestFile(path) {
        if (++this.suggestions > MAX_SUGGESTIONS)
            return undefined;
        const all = this.folders.python();
        const own = slashed(path).replace(/^\.\//, "");
        const same = all.filter((each) => (0,external_node_path_namespaceObject.basename)(each) === (0,external_node_path_namespaceObject.basename)(own));
        if (same.length > 0)
            return (0,mod/* closest */.kp)(own, same);
        const near = all.length === 0 ? undefined : (0,mod/* closest */.kp)(own, all);
        return near !== undefined && isNear(own, near) ? near : undefined;
    }
    module(entry, { module, name, hasColon }) {
        const found = findModule(module, this.context);
        const whole = hasColon ? undefined : findModule(`${module}.${name}`, this.context);
        const isBound = found && (found.openEnded || found.names.has(name) || found.functions.has(name));
        if (whole && !isBound) {
            const [flow] = flowsOf(whole);
            this.say("entrypoint-syntax", entry, {
                what: `${entry.title}: the entrypoint names a module and no function.`,
                mend: `Add the function: \`${module}.${name}:${flow ?? "function"}\`.`,
            });
            return undefined;
        }
        const [first = "", ...rest] = module.split(".");
        if (!found && rest.length > 0 && this.folders.isFile(`${first}/__init__.py`)) {
            this.say("entrypoint-file-missing", entry, {
                severity: "warning",
                what: `${entry.title}: there is no module ${module} in the package ${first} here.`,
                mend: `Check the name; Prefect imports it from ${module.replaceAll(".", "/")}.py.`,
            });
        }
        return found;
    }
    definition(entry, { name }, python) {
        const { title } = entry;
        const [first = "", second, ...more] = name.split(".");
        if (second !== undefined && python.classes.has(first) && isBefore(this.context.version, METHODS)) {
            this.say("entrypoint-function-missing", entry, {
                what: `${title}: Prefect ${this.context.version ?? ""} takes no method as an entrypoint.`,
                mend: "Make the flow a function, or use a newer Prefect.",
            });
            return undefined;
        }
        const definition = python.functions.get(name) ?? python.methods.get(name);
        if (definition) {
            if (definition.decorators.every(({ origin }) => origin !== undefined && NO_FLOW.has(origin))) {
                this.notFlow(entry, name, definition, python);
                return undefined;
            }
            return second === undefined ? definition : undefined;
        }
        const owner = python.classes.get(first);
        if (second === undefined) {
            if (owner && !owner.isDecorated)
                this.notFlow(entry, name, undefined, python);
            else if (!python.names.has(name)) {
                this.missingFunction(entry, name, python, python.openEnded || isFoundInText(name, python));
            }
        }
        else if (more.length === 0) {
            if (!owner) {
                if (!python.names.has(first) && !python.functions.has(first)) {
                    const isPackage = python.file.endsWith("__init__.py");
                    this.missingFunction(entry, name, python, python.openEnded || isPackage);
                }
            }
            else if (!owner.openEnded && !owner.names.has(second)) {
                this.missingFunction(entry, name, python, python.openEnded || isNamedElsewhere(first, python));
            }
        }
        return undefined;
    }
    notFlow(entry, name, definition, python) {
        const isTask = definition?.decorators.some(({ origin }) => origin?.endsWith(".task")) ?? false;
        const kind = definition ? (isTask ? "a task" : "a plain function") : "a class";
        const place = definition ? ` (line ${definition.where.line})` : "";
        const [flow, ...others] = flowsOf(python);
        this.say("entrypoint-not-a-flow", entry, {
            ...(python.openEnded ? { severity: "warning" } : {}),
            what: `${entry.title}: \`${name}\` in ${python.file}${place} is ${kind} and no flow; Prefect refuses to deploy it.`,
            mend: flow !== undefined && others.length === 0
                ? `Put \`@flow\` above it, or name the flow of that file: \`${flow}\`.`
                : `Put \`@flow\` above ${definition ? "it" : "a function, and name that"}.`,
        });
    }
    missingFunction(entry, name, python, mayBeHidden) {
        const flows = flowsOf(python);
        const near = flows.length > 0 ? (0,mod/* closest */.kp)(name, flows) : undefined;
        const isSure = near !== undefined && (flows.length === 1 || isNear(name, near));
        this.say("entrypoint-function-missing", entry, {
            ...(mayBeHidden ? { severity: "warning" } : {}),
            what: mayBeHidden
                ? `${entry.title}: no \`${name}\` can be seen at the top level of ${python.file}; if it comes from nowhere else, Prefect cannot deploy it.`
                : `${entry.title}: there is no \`${name}\` at the top level of ${python.file}; Prefect cannot deploy it.`,
            mend: isSure
                ? `Do you mean \`${near}\`?`
                : "Name a function with `@flow` that is not within another function.",
            ...(near !== undefined && isNear(name, near) && !mayBeHidden ? this.corrected(entry, near, name) : {}),
        });
    }
    corrected(entry, text, instead) {
        const { yaml } = entry.file;
        const value = entry.content["entrypoint"];
        const range = yaml.range(entry.path("entrypoint"), "value");
        const lines = this.lines.get(yaml) ?? yaml.text.split(/\r\n|\r|\n/);
        this.lines.set(yaml, lines);
        const line = lines[range.line - 1];
        if (typeof value !== "string" || line === undefined || range.line !== range.endLine)
            return {};
        const at = line.indexOf(value, range.column - 1);
        const part = value.lastIndexOf(instead ?? value);
        if (at < 0 || part < 0 || /["'\\]/.test(text))
            return {};
        const mended = value.slice(0, part) + text + value.slice(part + (instead ?? value).length);
        return { corrected: (line.slice(0, at) + mended + line.slice(at + value.length)).trim() };
    }
}
function flowsOf(python) {
    return [...(python?.functions.values() ?? [])]
        .filter(({ decorators }) => decorators.some(({ isFlow }) => isFlow))
        .map(({ name }) => name);
}
function isNear(one, other) {
    return (0,mod/* distance */.Io)(one, other) <= Math.max(2, Math.floor(Math.min(one.length, other.length) / 4));
}
function rules() {
    const entrypoint = (value) => ({
        ...project("", HELLO.replace("flows/hello.py:hello", value)),
    });
    const withFile = (text) => ({ ...project(), "flows/hello.py": text });
    return [
        {
            id: "entrypoint-syntax",
            severity: "error",
            title: "An entrypoint that is no `file.py:function`",
            why: "Prefect splits it at the last colon. With `.py:` in it the first part is a file, seen from the directory in which " +
                "`prefect deploy` runs; else a module. `flows/hello:main` ends with \"No module named 'flows/hello'\", `hello` with a " +
                "ValueError, `flows/hello.py:main()` with a MissingFlowError (3.8.8).",
            bad: entrypoint("flows/hello.py"),
            good: project(),
        },
        {
            id: "entrypoint-file-missing",
            severity: "error",
            title: "An entrypoint whose file is not there",
            why: "`prefect deploy` imports the flow before its first request, so the file must be there when it deploys, whatever the " +
                "pull steps do later. It ends with a FileNotFoundError (3.0.11, 3.8.8). Only a warning for an absolute path and for " +
                "a module of a package.",
            bad: entrypoint("flows/helo.py:hello"),
            good: project(),
        },
        {
            id: "entrypoint-case",
            severity: "error",
            title: "An entrypoint whose file is spelt with other upper and lower case",
            why: "macOS and Windows find the file all the same, Linux does not: it works at a desk and fails in CI.",
            bad: entrypoint("flows/Hello.py:hello"),
            good: project(),
        },
        {
            id: "entrypoint-syntax-error",
            severity: "error",
            title: "A flow's file that is no valid Python",
            why: "Prefect imports the file, and when that fails it parses it, which fails too: the deploy ends with a SyntaxError " +
                "(3.0.11, 3.8.8). Only what every Python 3 refuses is reported here.",
            bad: withFile('from prefect import flow\n\n\n@flow\ndef hello(name: str = "you"\n    print(name)\n'),
            good: project(),
        },
        {
            id: "entrypoint-function-missing",
            severity: "error",
            title: "An entrypoint whose function is not in its file",
            why: "Prefect ends with a MissingFlowError (3.0.11, 3.8.8). Only a warning where `import *`, `globals()`, " +
                "`__getattr__` or code outside of a class may bring the name in; and for a function within another one, or below " +
                '`if __name__ == "__main__":`: it is not there when the file is imported, but where a dependency is missing in ' +
                "the deploy Prefect reads the text, finds it, and every run then fails.",
            bad: entrypoint("flows/hello.py:helo"),
            good: project(),
        },
        {
            id: "entrypoint-not-a-flow",
            severity: "error",
            title: "An entrypoint that names something else than a flow",
            why: "Prefect ends with \"Function with name … is not a flow. Make sure that it is decorated with '@flow'.\" (3.0.11, " +
                "3.8.8). Nothing is said of a function with a decorator that may make a flow of it.",
            bad: withFile("from prefect import flow, task\n\n\n@task\ndef hello():\n    print(1)\n\n\n@flow\ndef main():\n    hello()\n"),
            good: withFile("from prefect import flow, task\n\n\n@task\ndef say():\n    print(1)\n\n\n@flow\ndef hello():\n    say()\n"),
        },
        ...PARAMETER_RULES,
    ];
}
function isFoundInText(name, { text }) {
    const defined = Array.from(text.matchAll(/\bdef\s+(\w+)/g), ([, found]) => found);
    const imported = Array.from(text.matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm), ([, found = ""]) => found);
    return (defined.includes(name) && imported.some((module) => module !== "prefect" && !STANDARD_LIBRARY.has(module)));
}
function isNamedElsewhere(name, { text }) {
    const withoutBases = text.replace(/\bclass\s+\w+\s*\([^)\n]*\)/g, "");
    return (withoutBases.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0) > 1;
}

;// CONCATENATED MODULE: ./lib/validate/rules/file-rules.js

const FILE_RULES = [
    {
        id: "no-file",
        severity: "error",
        title: "A prefect file that cannot be read",
        why: 'Without its file Prefect ends with "An entrypoint must be provided".',
        bad: {},
        good: project(),
    },
    {
        id: "yaml-syntax",
        severity: "error",
        title: "Not YAML as Prefect reads it",
        why: "Prefect reads the file with PyYAML (YAML 1.1, one document). Where that fails, Prefect prints a yellow line, drops " +
            'the whole file, and ends with "An entrypoint must be provided". A template that is not in quotes is a mapping to ' +
            "YAML, not a text; a tab behind a value is an error. Measured on Prefect 3.8.8 with PyYAML 6.0.4.",
        bad: project("    version: {{ prefect.variables.version }}\n"),
        good: project('    version: "{{ prefect.variables.version }}"\n'),
    },
    {
        id: "yaml-text",
        severity: "error",
        title: "Not UTF-8 text, or a character that YAML does not allow",
        why: "Prefect opens the file as text: what is not UTF-8 ends in a Python traceback on Linux. PyYAML then refuses control " +
            "characters, and Prefect drops the whole file. Measured on Prefect 3.8.8.",
        bad: project("    description: Rings a bell \u0007\n"),
        good: project("    description: Rings a bell\n"),
    },
    {
        id: "yaml-alias",
        severity: "error",
        title: "An anchor, alias or merge key that leads nowhere",
        why: "PyYAML refuses an alias without an anchor before it, an anchor that is set twice, and a `<<` that is no mapping. " +
            "Prefect cannot copy a value that contains itself. Aliases of aliases that multiply to millions of values are refused " +
            "here. Measured on PyYAML 6.0.2 and 6.0.4.",
        bad: project("    tags: *team\n"),
        good: project("    tags: *team\n", `definitions:\n  team: &team [team-a]\n${HELLO}`),
    },
    {
        id: "yaml-size",
        severity: "error",
        title: "A file of more than 10 MB",
        why: "10,000 deployments take less than half of that. This limit is not Prefect's: PyYAML needs minutes for such a file, " +
            "and a check must not.",
        bad: {},
        good: project(),
    },
    {
        id: "not-a-mapping",
        severity: "error",
        title: "A file, or a deployment, that is no mapping of keys",
        why: "A file that is empty or holds a list is dropped with a yellow line. One item of `deployments:` that is no mapping " +
            "ends in an AttributeError (3.8.8).",
        bad: project("", "deployments:\n  - hello\n"),
        good: project(),
    },
    {
        id: "duplicate-key",
        severity: "warning",
        title: "The same key twice in one mapping",
        why: "PyYAML takes the last one without a word; what the first one said is lost. Measured on PyYAML 6.0.2 and 6.0.4.",
        bad: project("    tags: [team-a]\n    tags: [daily]\n"),
        good: project("    tags: [team-a, daily]\n"),
    },
    {
        id: "merge-order",
        severity: "warning",
        title: "Merged mappings that contradict each other",
        why: "Of `<<: [*a, *b]` the first mapping wins by YAML's own rule and in PyYAML 6.0.2; in PyYAML 6.0.4 the last one does. " +
            "Which one is deployed depends on the runner.",
        bad: project("    <<: [*base, *mine]\n", `definitions:\n  base: &base {version: v1}\n  mine: &mine {version: v2}\n${HELLO}`),
        good: project("    <<: [*base, *mine]\n", `definitions:\n  base: &base {version: v1}\n  mine: &mine {description: Says hello}\n${HELLO}`),
    },
];

;// CONCATENATED MODULE: ./lib/validate/rules/python-format.js
function formatProblem(template, names) {
    return problemIn(template, names, 2);
}
function problemIn(text, names, depth) {
    if (depth <= 0)
        return invalid("fields are nested too deeply");
    let at = 0;
    while (at < text.length) {
        const brace = text[at++];
        if (brace !== "{" && brace !== "}")
            continue;
        if (text[at] === brace) {
            at++;
            continue;
        }
        if (brace === "}")
            return invalid("a `}` stands alone");
        if (at >= text.length)
            return invalid("a `{` stands alone");
        const field = readField(text, at);
        if ("error" in field)
            return field;
        const problem = fieldProblem(field, names) ?? specificationProblem(field, names, depth);
        if (problem)
            return problem;
        at = field.end;
    }
    return undefined;
}
function readField(text, start) {
    let at = start;
    let end;
    while (at < text.length && end === undefined) {
        const character = text[at++] ?? "";
        if (character === "{")
            return invalid("a `{` stands in the name of a field");
        if (character === "[") {
            const close = text.indexOf("]", at);
            at = close < 0 ? text.length : close;
        }
        else if (character === "}" || character === ":" || character === "!")
            end = character;
    }
    const name = text.slice(start, at - 1);
    if (end === undefined)
        return invalid("a `{` is never closed");
    if (end === "}")
        return { name, conversion: undefined, specification: "", end: at };
    let conversion;
    if (end === "!") {
        conversion = text[at++];
        if (conversion === undefined)
            return invalid("nothing follows a `!`");
        if (at < text.length) {
            const next = text[at++];
            if (next === "}")
                return { name, conversion, specification: "", end: at };
            if (next !== ":")
                return invalid("a `!` is followed by more than one letter");
        }
    }
    const from = at;
    for (let open = 1; at < text.length; at++) {
        if (text[at] === "{")
            open++;
        else if (text[at] === "}" && --open === 0) {
            return { name, conversion, specification: text.slice(from, at), end: at + 1 };
        }
    }
    return invalid("a `{` is never closed");
}
function fieldProblem({ name, conversion }, names) {
    const [first = ""] = /^[^.[]*/.exec(name) ?? [];
    if (first === "" || /^\p{Nd}+$/u.test(first))
        return { error: "IndexError", field: first };
    if (!names.has(first))
        return { error: "KeyError", field: first };
    let rest = name.slice(first.length);
    while (rest !== "") {
        const step = /^\.([^.[]*)/.exec(rest) ?? /^\[([^\]]*)\]/.exec(rest);
        if (!step)
            return invalid(rest.startsWith("[") ? "a `[` is never closed" : "something follows a `]`");
        if (step[1] === "")
            return invalid("a field ends in a dot or has empty brackets");
        rest = rest.slice(step[0].length);
    }
    if (conversion !== undefined && !/^[rsa]$/.test(conversion))
        return invalid("behind `!` only r, s and a are known");
    return undefined;
}
function specificationProblem({ specification }, names, depth) {
    return specification.includes("{") ? problemIn(specification, names, depth - 1) : undefined;
}
function invalid(message) {
    return { error: "ValueError", message };
}

;// CONCATENATED MODULE: ./lib/validate/rules/flow-names.js




const RULE = "flow-run-name";
const HARMLESS = new Set(["staticmethod", "classmethod"]);
const flow_names_flowNames = {
    rules: [
        {
            id: RULE,
            severity: "warning",
            title: "A `flow_run_name` with a field that is no parameter of the flow",
            why: "Prefect fills it in with `flow_run_name.format(**parameters)` when a run starts: only the flow's own parameters can " +
                "be used. The deployment is made without a word, and then every run fails, with `KeyError: 'now'` for " +
                "`{now:%Y%m%d}`, an IndexError for `{}`, a ValueError for a brace too many (3.0.11, 3.8.8).",
            bad: flow('flow_run_name="hello-{now:%Y%m%d}"'),
            good: flow('flow_run_name="hello-{name}"'),
        },
    ],
    check(context, report) {
        const seen = new Set();
        for (const { deployments } of context.files) {
            for (const entry of deployments) {
                const found = findFlow(entry, context);
                if (!found || seen.has(found))
                    continue;
                seen.add(found);
                checkFlow(found, report);
            }
        }
    },
};
function checkFlow({ name, decorators, parameters }, report) {
    const index = decorators.findIndex(({ isFlow }) => isFlow);
    const template = decorators[index]?.arguments?.get("flow_run_name");
    if (template?.string === undefined)
        return;
    if (!decorators.slice(index + 1).every(({ origin }) => origin !== undefined && HARMLESS.has(origin)))
        return;
    const names = parameters.map((parameter) => parameter.name);
    const problem = formatProblem(template.string, new Set(names));
    if (!problem)
        return;
    report(RULE, {
        what: `The \`flow_run_name\` of the flow \`${name}\` ${described(problem)}; it deploys, and then every run fails with ${problem.error === "KeyError" ? `\`KeyError: '${problem.field}'\`` : `a${problem.error === "IndexError" ? "n" : ""} ${problem.error}`}.`,
        mend: advice(problem, names),
        where: template.where,
    });
}
function described(problem) {
    if (problem.error === "KeyError")
        return `uses \`{${problem.field}}\`, which is none of its parameters`;
    if (problem.error === "IndexError")
        return `uses \`{${problem.field}}\`, and fields have no numbers here`;
    return `is no valid template (${problem.message})`;
}
function advice(problem, names) {
    if (problem.error === "ValueError")
        return "Write `{{` and `}}` for braces that are meant as such.";
    const near = names.length > 0 ? (0,mod/* closest */.kp)(problem.field, names) : undefined;
    if (near !== undefined &&
        problem.field !== "" &&
        (0,mod/* distance */.Io)(problem.field, near) <= Math.max(1, Math.floor(near.length / 3))) {
        return `Do you mean \`{${near}}\`?`;
    }
    const known = names.map((name) => `\`{${name}}\``).join(", ");
    const parameters = names.length > 0 ? `Parameters work: ${known}.` : "The flow has no parameters to use.";
    return (`${parameters} For a date or the deployment's name give a function that returns the name: ` +
        '`flow_run_name=lambda: f"{datetime.now():%Y%m%d}"`, or with `prefect.runtime.deployment.name` in it.');
}
function flow(argument) {
    return {
        ...project(),
        "flows/hello.py": `from prefect import flow\n\n\n@flow(${argument})\ndef hello(name: str = "you"):\n    print(name)\n`,
    };
}

;// CONCATENATED MODULE: ./lib/validate/rules/cron.js
const RANGES = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 6],
    [0, 59],
    [1970, 2099],
];
const FIELDS = ["minute", "hour", "day of month", "month", "day of week", "second", "year"];
const DAY = 2;
const MONTH = 3;
const WEEKDAY = 4;
const YEAR = 6;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ALIASES = {
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
};
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SPECIAL_WEEKDAY = new RegExp(`^(?:(${range(WEEKDAYS)}|${range(MONTHS)}|\\w+)#|l)(\\d+)$`);
const RANGE_AND_STEP = /^([^-]+)-([^-/]+)(?:\/(\d+))?$/;
const RANDOM = /^(h|r)(?:\((\d+)-(\d+)\))?(?:\/(\d+))?$/;
class Refused extends Error {
}
function parseCron(text) {
    try {
        return cron_parse(text);
    }
    catch (error) {
        if (error instanceof Refused)
            return { refused: error.message };
        throw error;
    }
}
function cron_parse(text) {
    const expressions = split(ALIASES[text.toLowerCase()] ?? text.toLowerCase());
    if (text.trimStart().startsWith("@") && expressions.length === 1) {
        throw new Refused(`\`${text.trim()}\` is not one of ${Object.keys(ALIASES).join(", ")}`);
    }
    if (expressions.length < 5 || expressions.length > 7) {
        throw new Refused(`it has ${expressions.length} fields; 5, 6 or 7 are needed`);
    }
    if (expressions.some((expression) => expression === "h" || expression === "r")) {
        throw new Refused("Prefect does not take `H` or `R` fields");
    }
    const random = expressions.some((expression) => expression.startsWith("r"));
    const nth = new Set();
    const fields = expressions.map((expression, field) => parseField(expression, field, expressions.length, nth));
    const weekdays = (fields[WEEKDAY] ?? []).filter((day) => day !== "*" && !nth.has(day));
    if (nth.size > 0 && weekdays.length > 0 && new Set(fields[WEEKDAY]).size !== 7) {
        throw new Refused("`day#n` and plain days cannot stand together in the day of week");
    }
    return { fields, random };
}
function split(text) {
    return text.split(/\s+/).filter((part) => part !== "");
}
function parseField(expression, field, count, nth) {
    if (isRandom(expression, field))
        return ["*"];
    const whole = `\`${expression}\` as the ${FIELDS[field] ?? "field"}`;
    if (expression.includes("?")) {
        if (expression !== "?")
            throw new Refused(`${whole} joins \`?\` with something else`);
        if (field !== DAY && field !== WEEKDAY) {
            throw new Refused("`?` is for the day of month and the day of week only");
        }
        return ["*"];
    }
    const [low, high] = RANGES[field] ?? [0, 0];
    const found = new Set();
    const items = new Set(expression.split(","));
    for (const written of items) {
        let item = written;
        let occurrence;
        const special = field === WEEKDAY ? SPECIAL_WEEKDAY.exec(item) : null;
        if (special) {
            const [, day, number = ""] = special;
            item = day ?? number;
            occurrence = day === undefined ? "l" : number;
            if (day !== undefined && (Number(number) < 1 || Number(number) > 5)) {
                throw new Refused(`${whole} names no week from 1 to 5`);
            }
        }
        const match = RANGE_AND_STEP.exec(item.replace(/^\*(\/.+)$/, `${low}-${high}$1`)) ??
            RANGE_AND_STEP.exec(item.replace(/^(.+)\/(.+)$/, `$1-${high}/$2`));
        if (match) {
            for (const value of expandRange(match, field, count, whole)) {
                items.add(occurrence === undefined || occurrence === "l" ? String(value) : `${value}#${occurrence}`);
            }
            continue;
        }
        if (item === "*" || (item === "l" && field === DAY)) {
            found.add(item);
            continue;
        }
        const value = alias(numberOf(item, field, whole), field, count);
        if (value < low || value > high)
            throw new Refused(`${whole} is not between ${low} and ${high}`);
        found.add(value);
        if (occurrence !== undefined)
            nth.add(value);
    }
    return [...found];
}
function isRandom(expression, field) {
    const [, kind, begin, end, divisor] = RANDOM.exec(expression) ?? [];
    if (kind === undefined)
        return false;
    if (kind === "h")
        throw new Refused("Prefect does not take `H` fields");
    const empty = begin !== undefined && end !== undefined && Number(begin) >= Number(end);
    if (empty || (divisor !== undefined && Number(divisor) === 0)) {
        throw new Refused(`\`${expression}\` as the ${FIELDS[field] ?? "field"} is an empty range`);
    }
    const [low, high] = RANGES[field] ?? [0, 0];
    const outside = divisor === undefined ? Number(end) < low || Number(begin) > high : Number(end) > high;
    if (outside)
        throw new Refused(`\`${expression}\` is outside of the ${FIELDS[field] ?? "field"}`);
    return true;
}
function expandRange(match, field, count, whole) {
    const [, from = "", written = "", stepText = "1"] = match;
    const to = field === DAY && written === "l" ? "31" : written;
    const [min, max] = RANGES[field] ?? [0, 0];
    const low = alias(numberOf(from, field, whole), field, count);
    const high = alias(numberOf(to, field, whole), field, count);
    const step = Number(stepText);
    if (Math.max(low, high) > max)
        throw new Refused(`${whole} is not between ${min} and ${max}`);
    if (step === 0)
        throw new Refused(`${whole} has a step of 0`);
    if (low === high)
        return steps(min, max, step);
    if (low < high)
        return steps(low, high, step);
    const first = steps(low, max, step);
    const last = first.at(-1) ?? low;
    const skipped = max - last;
    const skip = last - min + step > max - min + 1 && skipped < step ? step - skipped : 0;
    return [...first, ...steps(min + skip, high, step)];
}
function steps(from, to, step) {
    const values = [];
    for (let value = from; value <= to; value += step)
        values.push(value);
    return values;
}
function numberOf(text, field, whole) {
    if (/^\d+$/.test(text))
        return Number(text);
    const names = field === MONTH ? MONTHS : field === WEEKDAY ? WEEKDAYS : [];
    const index = names.indexOf(text);
    if (index < 0)
        throw new Refused(`${whole} holds \`${text}\`, which is no value there`);
    return field === MONTH ? index + 1 : index;
}
function alias(value, field, count) {
    if (field === WEEKDAY && value === 7)
        return count === 5 ? 0 : value;
    if (field === DAY && value === 0)
        return count === 6 ? 1 : value;
    return value;
}
function range(names) {
    const one = `(?:${names.join("|")})`;
    return `${one}(?:-${one})?`;
}
function cronNeverFires(cron, now) {
    const months = numbers(cron.fields[MONTH]) ?? DAYS_OF_MONTH.map((_, index) => index + 1);
    const days = numbers(cron.fields[DAY]);
    const noDay = days?.every((day) => months.every((month) => day > (DAYS_OF_MONTH[month - 1] ?? 31)));
    const year = now.getUTCFullYear();
    const noYear = numbers(cron.fields[YEAR])?.every((value) => value < year || value > year + 50);
    return noDay === true || noYear === true;
}
function numbers(field) {
    if (field === undefined || field.length === 0)
        return undefined;
    const all = field.filter((value) => typeof value === "number");
    return all.length === field.length ? all : undefined;
}

;// CONCATENATED MODULE: ./lib/validate/rules/interval.js
const TIME = /^(\d+):(\d\d)(?::(\d\d)(?:[.,](\d{6}.*|\d{1,5}))?)?$/s;
const DAYS = /^(\d+) ?[dD](?:[aA][yY][sS]?)?,? ?(.*)$/s;
const ISO = /^(?:(?:\d+(?:[.,]\d{1,})?)[YMWD])*(?:T(?:\d+(?:[.,]\d{1,})?[HMS])*)?$/;
const ISO_PART = /(\d+)(?:[.,](\d+))?([YMWDTHS])|T/g;
const interval_DAY = 86_400;
const MAX_PART = 2 ** 32 - 1;
const MAX_DAYS = 999_999_999;
function parseDuration(text) {
    const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
    const seconds = rest.startsWith("P") ? parseIso(rest) : parseDaysAndTime(rest);
    if (seconds === undefined || Math.floor(seconds / interval_DAY) > MAX_DAYS)
        return undefined;
    return sign === "-" ? -seconds : seconds;
}
function parseIso(text) {
    const body = text.slice(1);
    if (!ISO.test(body) || text.length < 3)
        return undefined;
    let days = 0;
    let time = 0;
    let inTime = false;
    let fraction = false;
    for (const [part, whole, decimals, unit] of body.matchAll(ISO_PART)) {
        if (part === "T") {
            inTime = true;
            continue;
        }
        if (fraction)
            return undefined;
        fraction = decimals !== undefined;
        const amount = Number(`${whole ?? "0"}.${decimals ?? "0"}`);
        const units = inTime ? { H: 3600, M: 60, S: 1 } : { Y: 365 * interval_DAY, M: 30 * interval_DAY, W: 7 * interval_DAY, D: interval_DAY };
        const unitSeconds = units[unit ?? ""] ?? 0;
        if (inTime)
            time += amount * unitSeconds;
        else
            days += (amount * unitSeconds) / interval_DAY;
    }
    return time > MAX_PART || days > MAX_PART ? undefined : days * interval_DAY + time;
}
function parseDaysAndTime(text) {
    if (!/[dD]/.test(text) && text.length >= 5)
        return interval_parseTime(text);
    const [, days, time = ""] = DAYS.exec(text) ?? [];
    if (days === undefined)
        return text.length >= 4 ? interval_parseTime(text) : undefined;
    const rest = time === "" ? 0 : interval_parseTime(time);
    return rest === undefined ? undefined : Number(days) * interval_DAY + rest;
}
function interval_parseTime(text) {
    const [, hours, minutes, seconds = "0", decimals = "0"] = TIME.exec(text) ?? [];
    if (text.length < 5 || hours === undefined || Number(minutes) > 59 || Number(seconds) > 59)
        return undefined;
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${decimals.slice(0, 6)}`);
}
const ISO_DATE = /^(?:\d{4}|\d{4}[-/]\d\d|(\d{4})[-/](\d\d)[-/](\d\d)|(\d{4})(\d\d)(\d\d)|(\d{4})-?(\d{3})|\d{4}-?W(\d\d)(?:-?\d)?)$/;
const ISO_TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/;
function judgeAnchor(text) {
    if (text === "now")
        return "taken";
    if (!/\d/.test(text))
        return "refused";
    const [date = "", time, ...more] = text.split(/[T ]/);
    if (more.length > 0)
        return "guessed";
    if (time === undefined && ISO_TIME.test(date) && date.includes(":"))
        return isTime(date) ? "taken" : "refused";
    const found = ISO_DATE.exec(date);
    if (!found || (time !== undefined && !ISO_TIME.test(time)))
        return "guessed";
    const [, y1, m1, d1, y2, m2, d2, y3, ordinal, week = "1"] = found;
    const valid = ordinal === undefined
        ? isDate(Number(y1 ?? y2 ?? "2000"), Number(m1 ?? m2 ?? "1"), Number(d1 ?? d2 ?? "1"))
        : Number(ordinal) > 0 && Number(ordinal) <= (isDate(Number(y3), 2, 29) ? 366 : 365);
    if (Number(week) < 1 || Number(week) > 53)
        return "refused";
    return valid && (time === undefined || isTime(time)) ? "taken" : "refused";
}
function isDate(year, month, day) {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
function isTime(text) {
    const [, hour, minute = "0", second = "0"] = ISO_TIME.exec(text) ?? [];
    return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

;// CONCATENATED MODULE: ./lib/validate/rules/time-zones.generated.js
const REGIONS = {
    Africa: "Abidjan Accra Addis_Ababa Algiers Asmara Asmera Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka Malabo Maputo Maseru Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo Sao_Tome Timbuktu Tripoli Tunis Windhoek",
    America: "Adak Anchorage Anguilla Antigua Araguaina Aruba Asuncion Atikokan Atka Bahia Bahia_Banderas Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise Buenos_Aires Cambridge_Bay Campo_Grande Cancun Caracas Catamarca Cayenne Cayman Chicago Chihuahua Ciudad_Juarez Coral_Harbour Cordoba Costa_Rica Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson Dawson_Creek Denver Detroit Dominica Edmonton Eirunepe El_Salvador Ensenada Fort_Nelson Fort_Wayne Fortaleza Glace_Bay Godthab Goose_Bay Grand_Turk Grenada Guadeloupe Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indianapolis Inuvik Iqaluit Jamaica Jujuy Juneau Knox_IN Kralendijk La_Paz Lima Los_Angeles Louisville Lower_Princes Maceio Managua Manaus Marigot Martinique Matamoros Mazatlan Mendoza Menominee Merida Metlakatla Mexico_City Miquelon Moncton Monterrey Montevideo Montreal Montserrat Nassau New_York Nipigon Nome Noronha Nuuk Ojinaga Panama Pangnirtung Paramaribo Phoenix Port-au-Prince Port_of_Spain Porto_Acre Porto_Velho Puerto_Rico Punta_Arenas Rainy_River Rankin_Inlet Recife Regina Resolute Rio_Branco Rosario Santa_Isabel Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Shiprock Sitka St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule Thunder_Bay Tijuana Toronto Tortola Vancouver Virgin Whitehorse Winnipeg Yakutat Yellowknife",
    "America/Argentina": "Buenos_Aires Catamarca ComodRivadavia Cordoba Jujuy La_Rioja Mendoza Rio_Gallegos Salta San_Juan San_Luis Tucuman Ushuaia",
    "America/Indiana": "Indianapolis Knox Marengo Petersburg Tell_City Vevay Vincennes Winamac",
    "America/Kentucky": "Louisville Monticello",
    "America/North_Dakota": "Beulah Center New_Salem",
    Antarctica: "Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera South_Pole Syowa Troll Vostok",
    Arctic: "Longyearbyen",
    Asia: "Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Ashkhabad Atyrau Baghdad Bahrain Baku Bangkok Barnaul Beirut Bishkek Brunei Calcutta Chita Choibalsan Chongqing Chungking Colombo Dacca Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Harbin Hebron Ho_Chi_Minh Hong_Kong Hovd Irkutsk Istanbul Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kashgar Kathmandu Katmandu Khandyga Kolkata Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macao Macau Magadan Makassar Manila Muscat Nicosia Novokuznetsk Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay Qyzylorda Rangoon Riyadh Saigon Sakhalin Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Tel_Aviv Thimbu Thimphu Tokyo Tomsk Ujung_Pandang Ulaanbaatar Ulan_Bator Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon Yekaterinburg Yerevan",
    Atlantic: "Azores Bermuda Canary Cape_Verde Faeroe Faroe Jan_Mayen Madeira Reykjavik South_Georgia St_Helena Stanley",
    Australia: "ACT Adelaide Brisbane Broken_Hill Canberra Currie Darwin Eucla Hobart LHI Lindeman Lord_Howe Melbourne NSW North Perth Queensland South Sydney Tasmania Victoria West Yancowinna",
    Brazil: "Acre DeNoronha East West",
    "": "CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu",
    Canada: "Atlantic Central Eastern Mountain Newfoundland Pacific Saskatchewan Yukon",
    Chile: "Continental EasterIsland",
    Etc: "GMT GMT+0 GMT+1 GMT+10 GMT+11 GMT+12 GMT+2 GMT+3 GMT+4 GMT+5 GMT+6 GMT+7 GMT+8 GMT+9 GMT-0 GMT-1 GMT-10 GMT-11 GMT-12 GMT-13 GMT-14 GMT-2 GMT-3 GMT-4 GMT-5 GMT-6 GMT-7 GMT-8 GMT-9 GMT0 Greenwich UCT UTC Universal Zulu",
    Europe: "Amsterdam Andorra Astrakhan Athens Belfast Belgrade Berlin Bratislava Brussels Bucharest Budapest Busingen Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kiev Kirov Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Mariehamn Minsk Monaco Moscow Nicosia Oslo Paris Podgorica Prague Riga Rome Samara San_Marino Sarajevo Saratov Simferopol Skopje Sofia Stockholm Tallinn Tirane Tiraspol Ulyanovsk Uzhgorod Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zaporozhye Zurich",
    Indian: "Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion",
    Mexico: "BajaNorte BajaSur General",
    Pacific: "Apia Auckland Bougainville Chatham Chuuk Easter Efate Enderbury Fakaofo Fiji Funafuti Galapagos Gambier Guadalcanal Guam Honolulu Johnston Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Ponape Port_Moresby Rarotonga Saipan Samoa Tahiti Tarawa Tongatapu Truk Wake Wallis Yap",
    US: "Alaska Aleutian Arizona Central East-Indiana Eastern Hawaii Indiana-Starke Michigan Mountain Pacific Samoa",
};

;// CONCATENATED MODULE: ./lib/validate/rules/time-zones.js

const NAMES = new Map(Object.entries(REGIONS).flatMap(([region, rest]) => rest.split(" ").map((name) => {
    const whole = region === "" ? name : `${region}/${name}`;
    return [whole.toLowerCase(), whole];
})));
function isTimeZone(name) {
    return NAMES.get(name.toLowerCase()) === name || Intl.supportedValuesOf("timeZone").includes(name);
}
function nearestTimeZone(name) {
    const spelled = name.trim().replaceAll(" ", "_").toLowerCase();
    const last = (zone) => zone.slice(zone.lastIndexOf("/") + 1);
    return NAMES.get(spelled) ?? [...NAMES].find(([zone]) => zone.includes("/") && last(zone) === spelled)?.[1];
}

;// CONCATENATED MODULE: ./lib/validate/rules/rrule.js

const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"];
const rrule_WEEKDAY = /^(?:[+-]*\d*(MO|TU|WE|TH|FR|SA|SU)|(MO|TU|WE|TH|FR|SA|SU)\([+-]?\d+.)$/;
const DAY_OR_MONTH = /^(?:MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/;
const INTEGER = /^[+-]?\d+(?:_\d+)*$/;
const CHECKED = {
    BYHOUR: [0, 23],
    BYMINUTE: [0, 59],
    BYSECOND: [0, 59],
};
const POSSIBLE = {
    BYMONTH: [1, 12],
    BYMONTHDAY: [1, 31],
    BYYEARDAY: [1, 366],
    BYWEEKNO: [1, 53],
};
const NUMBER_LISTS = new Set([...Object.keys(CHECKED), ...Object.keys(POSSIBLE), "BYSETPOS", "BYEASTER"]);
const rrule_DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;
const DEFAULT_START = Date.UTC(2020, 0, 1);
const MAX_LENGTH = 6500;
class rrule_Refused extends Error {
}
function parseRecurrence(text, now) {
    try {
        return judge(text, now);
    }
    catch (error) {
        if (error instanceof rrule_Refused)
            return { refused: error.message };
        throw error;
    }
}
function judge(text, now) {
    if (text.length > MAX_LENGTH)
        throw new rrule_Refused(`it is longer than ${MAX_LENGTH} characters`);
    const upper = text.toUpperCase();
    const lines = upper.split(/\s+/).filter((line) => line !== "");
    const [first] = lines;
    if (first === undefined)
        throw new rrule_Refused("it is empty");
    if (lines.length === 1 && (!upper.includes(":") || upper.startsWith("RRULE:"))) {
        return recurrence([parseRule(first.replace(/^RRULE:/, ""), undefined)], undefined, false, now);
    }
    return parseSet(lines, zonesIn(text), now);
}
function zonesIn(text) {
    const names = [...text.matchAll(/TZID=([^:]+):/g)].map(([, name = ""]) => name);
    return new Set(names.filter(isTimeZone).map((name) => name.toUpperCase()));
}
function parseSet(lines, zones, now) {
    const rules = [];
    const exceptions = [];
    let dates = false;
    let start;
    for (const line of lines) {
        const colon = line.indexOf(":");
        const [name = "", ...parameters] = colon < 0 ? ["RRULE"] : line.slice(0, colon).split(";");
        const value = line.slice(colon + 1);
        const plain = name === "RRULE" || name === "EXRULE";
        const odd = plain ? parameters[0] : parameters.find((parameter) => !isDateParameter(parameter, name));
        if (odd !== undefined)
            throw new rrule_Refused(`\`${name}\` does not take \`${odd}\``);
        if (name === "RRULE")
            rules.push(value);
        else if (name === "EXRULE")
            exceptions.push(value);
        else if (name === "RDATE" || name === "EXDATE" || name === "DTSTART") {
            const moments = value.split(",").map((date) => parseMoment(date, name));
            dates ||= name !== "DTSTART";
            if (name === "DTSTART")
                start = withZone(moments, parameters, zones);
        }
        else
            throw new rrule_Refused(`\`${name}\` is no property that Prefect knows`);
    }
    const isSet = rules.length > 1 || exceptions.length > 0 || dates;
    if (!isSet && rules.length === 0)
        throw new rrule_Refused("it has no `RRULE`");
    for (const exception of exceptions)
        parseRule(exception, start);
    return recurrence(rules.map((rule) => parseRule(rule, start)), start, isSet, now);
}
function isDateParameter(parameter, name) {
    if (parameter === "VALUE=DATE-TIME")
        return true;
    return name !== "RDATE" && (parameter === "VALUE=DATE" || parameter.startsWith("TZID="));
}
function withZone(moments, parameters, zones) {
    const [moment] = moments;
    if (moment === undefined || moments.length > 1)
        throw new rrule_Refused("`DTSTART` holds more than one date");
    const zone = parameters.find((parameter) => parameter.startsWith("TZID="))?.slice("TZID=".length);
    if (zone === undefined)
        return moment;
    const known = zones.has(zone);
    if (known && moment.zone === "some")
        throw new rrule_Refused("`DTSTART` has a `TZID` and ends in `Z`");
    return { ...moment, zone: known ? "some" : "unknown" };
}
function parseRule(text, start) {
    const parts = new Map();
    const lists = new Map();
    let weekdays;
    let until;
    for (const part of text.split(";")) {
        const [name = "", value, ...more] = part.split("=");
        if (value === undefined || more.length > 0) {
            throw new rrule_Refused(part === "" ? "it holds an empty part (`;`)" : `\`${part}\` is not \`NAME=value\``);
        }
        if (NUMBER_LISTS.has(name))
            lists.set(name, value.split(",").map((number) => integer(number, name)));
        else if (name === "INTERVAL" || name === "COUNT")
            integer(value, name);
        else if (name === "UNTIL")
            until = parseMoment(value, name);
        else if (name === "BYDAY" || name === "BYWEEKDAY") {
            weekdays = value.split(",");
            const odd = weekdays.find((day) => !rrule_WEEKDAY.test(day) || Number.parseInt(/[+-]?\d+/.exec(day)?.[0] ?? "1") === 0);
            if (odd !== undefined)
                throw new rrule_Refused(`\`${odd}\` is no day of \`${name}\``);
        }
        else if (name === "WKST") {
            if (!/^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value))
                throw new rrule_Refused(`\`${value}\` is no day of the week`);
        }
        else if (name === "FREQ") {
            if (!FREQUENCIES.some((frequency) => frequency === value)) {
                throw new rrule_Refused(`\`FREQ=${value}\` is none of ${FREQUENCIES.join(", ")}`);
            }
        }
        else
            throw new rrule_Refused(`\`${name}\` is no part of a rule that Prefect knows`);
        parts.set(name, value);
    }
    const frequency = parts.get("FREQ");
    if (frequency === undefined)
        throw new rrule_Refused("it has no `FREQ`");
    checkLists(lists, frequency);
    const interval = number(parts.get("INTERVAL")) ?? 1;
    if (start && until && mixed(start, until)) {
        throw new rrule_Refused("one of `DTSTART` and `UNTIL` ends in `Z` and the other does not");
    }
    return { frequency, interval, count: number(parts.get("COUNT")), until, lists, weekdays };
}
function mixed(start, until) {
    return start.zone !== until.zone && start.zone !== "unknown" && until.zone !== "unknown";
}
function checkLists(lists, frequency) {
    for (const [name, [low, high]] of Object.entries(CHECKED)) {
        if (frequency === `${name.slice(2)}LY`)
            continue;
        if (["HOURLY", "MINUTELY", "SECONDLY"].includes(frequency))
            continue;
        if (lists.get(name)?.some((value) => value < low || value > high)) {
            throw new rrule_Refused(`\`${name}\` is not between ${low} and ${high}`);
        }
    }
    if (lists.get("BYSETPOS")?.some((value) => value === 0 || Math.abs(value) > 366)) {
        throw new rrule_Refused("`BYSETPOS` is not between 1 and 366 or -366 and -1");
    }
}
function integer(text, name) {
    if (!INTEGER.test(text))
        throw new rrule_Refused(`\`${name}=${text}\` is no whole number`);
    return Number(text.replaceAll("_", ""));
}
function number(text) {
    return text === undefined ? undefined : Number(text.replaceAll("_", ""));
}
function parseMoment(text, name) {
    const dashed = /^(\d{4})-(\d\d)-(\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
    const compact = dashed ? text.replaceAll("-", "") : text;
    const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z)?$/.exec(compact);
    if (!match) {
        if (/^[A-Z]*$/.test(text) && !DAY_OR_MONTH.test(text)) {
            throw new rrule_Refused(`\`${name}=${text}\` is no date`);
        }
        return { value: undefined, zone: "unknown" };
    }
    const [, year, month, day, hour = "0", minute = "0", second = "0", zone] = match;
    const parts = [
        Number(year),
        Number(month),
        Number(day),
        Number(hour),
        Number(minute),
        Number(second),
    ];
    const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]));
    const exact = date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2];
    if (!exact || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
        throw new rrule_Refused(`\`${text}\` in \`${name}\` is no date`);
    }
    return { value: date.getTime(), zone: zone === undefined ? "none" : "some" };
}
function recurrence(rules, start, isSet, now) {
    const endless = rules.some((rule) => rule.interval === 0);
    const reasons = rules.map((rule) => neverFires(rule, start, now));
    const broken = rules.find((rule) => start === undefined && rule.until?.zone === "some");
    if (broken) {
        return {
            endless,
            never: "`UNTIL` ends in `Z` and there is no `DTSTART`: the scheduler then ends in an error " +
                "(RRULE UNTIL values must be specified in UTC when DTSTART is timezone-aware)",
        };
    }
    const all = !isSet && reasons.length > 0 && reasons.every((reason) => reason !== undefined);
    return { endless, never: all ? reasons[0] : undefined };
}
function neverFires(rule, start, now) {
    const { until, count, lists } = rule;
    if (rule.interval < 0)
        return "`INTERVAL` is negative";
    if (count !== undefined && count <= 0)
        return "`COUNT` is not above 0";
    if (until?.value !== undefined && until.value + DAY_MS < now.getTime())
        return "`UNTIL` is in the past";
    for (const [name, [low, high]] of Object.entries(POSSIBLE)) {
        const values = lists.get(name);
        const signed = name === "BYMONTH" ? (value) => value : Math.abs;
        if (values?.every((value) => signed(value) < low || signed(value) > high)) {
            return `no \`${name}\` is ${values.join(", ")}`;
        }
    }
    const days = lists.get("BYMONTHDAY");
    const months = lists.get("BYMONTH");
    if (months &&
        days?.every((day) => months.every((month) => Math.abs(day) > (rrule_DAYS_OF_MONTH[month - 1] ?? 0)))) {
        return "no month in `BYMONTH` has such a `BYMONTHDAY`";
    }
    if (count !== undefined && usedUp(rule, count, start, now)) {
        return start === undefined
            ? "without a `DTSTART` Prefect counts from 2020-01-01, and `COUNT` is used up"
            : "`COUNT` is used up since `DTSTART`";
    }
    return undefined;
}
function usedUp(rule, count, start, now) {
    const from = start === undefined ? DEFAULT_START : start.value;
    const unit = { WEEKLY: 7 * DAY_MS, DAILY: DAY_MS, HOURLY: DAY_MS / 24, MINUTELY: 60_000, SECONDLY: 1000 }[rule.frequency];
    if (from === undefined || unit === undefined)
        return false;
    const names = [...rule.lists.keys()];
    const daily = rule.frequency === "DAILY" || rule.frequency === "WEEKLY";
    const onlyTimes = names.every((name) => daily && name in CHECKED);
    if (!onlyTimes || (rule.weekdays && rule.frequency !== "WEEKLY"))
        return false;
    return from + (count + 1) * rule.interval * unit + DAY_MS < now.getTime();
}

;// CONCATENATED MODULE: ./lib/validate/rules/schedules.js








const KINDS = ["cron", "interval", "rrule"];
const KEYS = [
    ...KINDS,
    "timezone",
    "anchor_date",
    "active",
    "parameters",
    "slug",
    "replaces",
    "day_or",
];
const SINCE = { slug: "3.2.0", day_or: "3.4.23", replaces: "3.6.17" };
const TEXTS = ["cron", "rrule", "timezone", "slug", "replaces"];
const MODELS = "3.4.19";
const STRICT = "3.4.25";
const TEXT_INTERVALS = "3.6.11";
const schedules = {
    rules: schedules_rules(),
    check(context, report) {
        for (const file of context.files)
            for (const entry of file.deployments)
                checkEntry(entry, context, report);
    },
};
function checkEntry(entry, context, report) {
    const { content, file, title } = entry;
    const { schedule: single, schedules: list } = content;
    const none = single === undefined || single === null || isEmptyMapping(single);
    if (!none && list !== undefined) {
        report("schedule-twice", {
            what: `${title} has \`schedule\` and \`schedules\`; Prefect refuses to choose.`,
            mend: "Move what is in `schedule` into the list `schedules`.",
            where: file.yaml.range(entry.path("schedule"), "key"),
        });
    }
    if (!none)
        checkItem(single, entry.path("schedule"), entry, context, report);
    if (list === undefined || list === null)
        return;
    if (!Array.isArray(list)) {
        report("schedule-value", {
            what: `${title}: \`schedules\` is no list; Prefect would drop the whole file.`,
            mend: "Begin each schedule with a dash: `- cron: …`.",
            where: file.yaml.range(entry.path("schedules"), "value"),
        });
        return;
    }
    const items = list;
    for (const [index, item] of items.entries()) {
        checkItem(item, entry.path("schedules", index), entry, context, report);
    }
    checkSlugs(items, entry, context, report);
}
function checkItem(item, path, entry, context, report) {
    if (isRecord(item)) {
        checkSchedule({ entry, content: item, path, report, context });
        return;
    }
    report("schedule-value", {
        what: `${entry.title}: a schedule is no mapping of keys; Prefect would drop the whole file.`,
        mend: typeof item === "string" && !("refused" in parseCron(item))
            ? "Name its kind: `cron`, `interval` or `rrule`."
            : "Write `- cron: …`, `- interval: …` or `- rrule: …`.",
        where: entry.file.yaml.range(path, "value"),
        ...(typeof item === "string" && !("refused" in parseCron(item))
            ? {
                corrected: `${path[0] === "schedules" || typeof path.at(-1) === "number" ? "- " : ""}cron: "${item}"`,
            }
            : {}),
    });
}
function checkSchedule(schedule) {
    const { content, context } = schedule;
    const kinds = KINDS.filter((kind) => content[kind] !== undefined && content[kind] !== null);
    const [kind] = kinds;
    if (isRecord(content["schedule"])) {
        at(schedule, "schedule-kind", ["schedule"], "key", {
            what: "the schedule is nested below another `schedule:`; Prefect reads the file and then ends with `Unknown schedule type`.",
            mend: "Put `cron`, `interval` or `rrule` where `schedule` is.",
        });
        return;
    }
    if (kind === undefined) {
        at(schedule, "schedule-kind", [], "value", {
            what: `a schedule has none of \`cron\`, \`interval\` and \`rrule\`; Prefect ${Object.keys(content).length === 0 ? "ends with `Unknown schedule type`" : "would drop the whole file"}.`,
            mend: "Give it one of the three, or take it out.",
        });
    }
    else if (kinds.length > 1) {
        const refused = !isBefore(context.version, MODELS);
        at(schedule, "schedule-kind", [kinds[1] ?? kind], "key", {
            ...(refused ? {} : { severity: "warning" }),
            what: `a schedule has ${kinds.map((each) => `\`${each}\``).join(" and ")}; Prefect ${refused ? "would drop the whole file" : `takes \`${kind}\` only`}.`,
            mend: "Make one schedule of each.",
        });
    }
    checkKeys(schedule, kind);
    checkValues(schedule);
    if (kind === "cron")
        checkCron(schedule);
    if (kind === "interval")
        checkInterval(schedule);
    if (kind === "rrule")
        checkRrule(schedule);
    checkTimeZone(schedule, kind);
    checkAnchor(schedule, kind);
}
function checkKeys(schedule, kind) {
    const { content, context } = schedule;
    const refused = !isBefore(context.version, STRICT);
    for (const key of Object.keys(content)) {
        const since = SINCE[key];
        const early = since !== undefined && isBefore(context.version, since);
        if (KEYS.some((known) => known === key) && !early) {
            if (key === "day_or" && kind !== undefined && kind !== "cron")
                ignored(schedule, key, "cron");
            continue;
        }
        const nearest = (0,mod/* closest */.kp)(key, [...KEYS]);
        const near = (0,mod/* distance */.Io)(key.toLowerCase(), nearest) <= Math.max(2, key.length / 3);
        at(schedule, "schedule-key", [key], "key", {
            ...(refused ? {} : { severity: "warning" }),
            what: `\`${key}\` is no key of a schedule${early ? ` before Prefect ${since}` : ""}; Prefect ${refused ? "would drop the whole file" : "ignores it without a word"}.`,
            mend: early
                ? "Take it out, or use a newer Prefect."
                : near
                    ? `Did you mean \`${nearest}\`?`
                    : `Take it out; a schedule takes ${KEYS.join(", ")}.`,
        });
    }
}
function ignored(schedule, key, kind) {
    at(schedule, "schedule-ignored", [key], "key", {
        what: `\`${key}\` counts with \`${kind}\` only; Prefect ignores it here.`,
        mend: "Take it out.",
    });
}
function checkValues(schedule) {
    const { content, context, entry } = schedule;
    for (const key of TEXTS) {
        const value = content[key];
        const odd = entry.file.yaml.oddKind(content, key);
        if (value === undefined || value === null || (typeof value === "string" && odd === undefined))
            continue;
        const source = entry.file.yaml.source([...schedule.path, key]);
        at(schedule, "schedule-value", [key], "value", {
            what: `YAML does not read \`${key}\` as text; Prefect would drop the whole file.`,
            mend: "Put it in quotes.",
            ...(source === undefined ? {} : { corrected: `${key}: ${JSON.stringify(source)}` }),
        });
    }
    const { parameters } = content;
    if (parameters !== undefined && !isRecord(parameters)) {
        at(schedule, "schedule-value", ["parameters"], "value", {
            what: "`parameters` is no mapping of names to values; Prefect would drop the whole file.",
            mend: parameters === null
                ? "Take the empty `parameters:` out."
                : "Write one `name: value` per line below it.",
        });
    }
    for (const key of ["active", "day_or"]) {
        const value = content[key];
        const unread = isBefore(context.version, SINCE[key] ?? "0");
        if (value === undefined || value === null || unread || isBoolean(value))
            continue;
        at(schedule, "schedule-value", [key], "value", {
            what: `\`${key}\` is neither true nor false; Prefect refuses it.`,
            mend: `Write \`${key}: true\` or \`${key}: false\`.`,
        });
    }
}
function isBoolean(value) {
    if (typeof value === "boolean" || value === 0 || value === 1)
        return true;
    if (typeof value !== "string")
        return false;
    return isTemplate(value) || /^(?:true|false|yes|no|on|off|t|f|y|n|0|1)$/i.test(value);
}
function checkCron(schedule) {
    const { cron } = schedule.content;
    if (typeof cron !== "string" || isTemplate(cron))
        return;
    const parsed = cron === "" ? { refused: "it is empty" } : parseCron(cron);
    if ("refused" in parsed) {
        at(schedule, "schedule-cron", ["cron"], "value", {
            what: `Prefect refuses the cron expression ${JSON.stringify(cron)}: ${parsed.refused}.`,
            mend: 'Write minute, hour, day of month, month and day of week, for example "0 6 * * MON-FRI".',
        });
        return;
    }
    if (cronNeverFires(parsed, new Date())) {
        at(schedule, "schedule-never", ["cron"], "value", {
            what: `the cron expression ${JSON.stringify(cron)} never fires: no such day comes. The server's scheduler ends in an error for this deployment each time, and plans none of its schedules.`,
            mend: "Choose a day that exists; `L` is the last day of a month.",
        });
    }
    if (parsed.random) {
        at(schedule, "schedule-random", ["cron"], "value", {
            what: `${JSON.stringify(cron)} has a random part, which the server draws anew each time it plans runs, so more runs are made than written.`,
            mend: "Write a fixed value.",
        });
    }
    if (parsed.fields.length === 6 && parsed.fields[5]?.includes("*")) {
        at(schedule, "schedule-seconds", ["cron"], "value", {
            what: `${JSON.stringify(cron)} runs every second: with six fields Prefect takes the last one for the seconds, not the first.`,
            mend: "Take the seconds out, or put them last.",
        });
    }
}
function checkInterval(schedule) {
    const { content, context, entry } = schedule;
    const { interval } = content;
    const seconds = typeof interval === "string"
        ? parseDuration(interval)
        : typeof interval === "number" && Math.abs(interval) / 86_400 < 1e9
            ? interval
            : typeof interval === "boolean"
                ? Number(interval)
                : undefined;
    const odd = entry.file.yaml.oddKind(content, "interval") !== undefined;
    const shown = typeof interval === "string"
        ? JSON.stringify(interval)
        : (entry.file.yaml.source([...schedule.path, "interval"]) ?? "value");
    const mend = "Write a number of seconds, or a text such as `PT1H30M` or `01:30:00`.";
    const textRefused = typeof interval === "string" && isBefore(context.version, MODELS);
    if (seconds === undefined || odd || textRefused) {
        const digits = typeof interval === "string" && /^\d+$/.test(interval);
        if (typeof interval === "string" &&
            !isTemplate(interval) &&
            !textRefused &&
            isBefore(context.version, TEXT_INTERVALS))
            return;
        at(schedule, "schedule-interval", ["interval"], "value", {
            what: isTemplate(interval)
                ? `Prefect checks the interval ${shown} before it fills in templates, and would drop the whole file.`
                : `the interval ${shown} is no duration to Prefect, which would drop the whole file.`,
            mend: textRefused
                ? "Write a number of seconds without quotes."
                : digits
                    ? "Take the quotes off."
                    : mend,
            ...(digits ? { corrected: `interval: ${interval}` } : {}),
        });
        return;
    }
    if (seconds <= 0) {
        at(schedule, "schedule-interval", ["interval"], "value", {
            what: `the interval ${shown} is not above 0, which Prefect refuses.`,
            mend,
        });
    }
}
function checkRrule(schedule) {
    const { rrule } = schedule.content;
    if (typeof rrule !== "string" || isTemplate(rrule))
        return;
    const text = textOfRrule(rrule);
    const parsed = typeof text === "string" ? parseRecurrence(text, new Date()) : text;
    if ("refused" in parsed) {
        at(schedule, "schedule-rrule", ["rrule"], "value", {
            what: `Prefect refuses the rrule: ${parsed.refused}.`,
            mend: 'Write a rule as RFC 5545 has it, for example "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0".',
        });
    }
    else if (parsed.endless) {
        at(schedule, "schedule-rrule", ["rrule"], "value", {
            severity: "warning",
            what: "`INTERVAL=0` makes the server look for the next run without end: its scheduler hangs.",
            mend: "Write `INTERVAL=1`, or more.",
        });
    }
    else if (parsed.never !== undefined) {
        at(schedule, "schedule-never", ["rrule"], "value", {
            what: `the rrule never fires: ${parsed.never}.`,
            mend: parsed.never.includes("DTSTART")
                ? "Begin with a line `DTSTART:20300101T060000` and write dates without `Z`."
                : "Correct the rule, or take the schedule out.",
        });
    }
}
function textOfRrule(rrule) {
    if (rrule === "")
        return { refused: "it is empty" };
    let parsed;
    try {
        parsed = JSON.parse(rrule);
    }
    catch {
        return rrule;
    }
    if (!isRecord(parsed) || typeof parsed["rrule"] !== "string") {
        return { refused: "read as JSON, it is no mapping with an `rrule`" };
    }
    const odd = Object.keys(parsed).find((key) => key !== "rrule" && key !== "timezone");
    return odd === undefined ? parsed["rrule"] : { refused: `read as JSON, it has the unknown key \`${odd}\`` };
}
function checkTimeZone(schedule, kind) {
    const { timezone } = schedule.content;
    if (typeof timezone !== "string" || isTemplate(timezone))
        return;
    if (timezone === "") {
        if (kind === "interval") {
            at(schedule, "schedule-never", ["timezone"], "value", {
                what: "with an empty `timezone` the server's scheduler ends in an error, and the schedule never fires.",
                mend: "Take `timezone` out, or name one.",
            });
        }
        if (kind !== "rrule")
            return;
    }
    if ((timezone === "Factory" || timezone === "localtime") && kind !== "rrule")
        return;
    if (isTimeZone(timezone))
        return;
    const nearest = nearestTimeZone(timezone);
    at(schedule, "schedule-time-zone", ["timezone"], "value", {
        what: `Prefect knows no time zone ${JSON.stringify(timezone)}, and refuses the schedule.`,
        mend: "Write a name of the IANA database in its exact case, such as `Europe/Berlin` or `UTC`.",
        ...(nearest === undefined ? {} : { corrected: `timezone: ${nearest}` }),
    });
}
function checkAnchor(schedule, kind) {
    const { content, entry, context } = schedule;
    const { anchor_date: anchor } = content;
    if (anchor === undefined || anchor === null || anchor === "")
        return;
    const odd = entry.file.yaml.oddKind(content, "anchor_date");
    const isText = typeof anchor === "string" && odd === undefined;
    const extra = Object.keys(content).filter((key) => !["interval", "anchor_date", "timezone"].includes(key));
    const isDate = odd === "date" || odd === "datetime" || typeof anchor === "number";
    const alone = kind === "interval" && extra.length === 0 && !isBefore(context.version, MODELS);
    if (!isText && !(isDate && alone)) {
        const source = entry.file.yaml.source([...schedule.path, "anchor_date"]);
        at(schedule, "schedule-anchor", ["anchor_date"], "value", {
            what: `YAML does not read \`anchor_date\` as text${kind === "interval" && extra.length > 0 ? `, which Prefect does not take together with \`${extra[0] ?? ""}\`` : ""}; Prefect would drop the whole file.`,
            mend: "Put it in quotes.",
            ...(source === undefined ? {} : { corrected: `anchor_date: ${JSON.stringify(source)}` }),
        });
        return;
    }
    if (kind !== undefined && kind !== "interval") {
        ignored(schedule, "anchor_date", "interval");
        return;
    }
    if (!isText || isTemplate(anchor))
        return;
    const verdict = judgeAnchor(anchor);
    if (verdict === "taken")
        return;
    at(schedule, "schedule-anchor", ["anchor_date"], "value", {
        ...(verdict === "refused" ? {} : { severity: "warning" }),
        what: verdict === "refused"
            ? `\`anchor_date\` ${JSON.stringify(anchor)} is no date, and Prefect refuses the schedule.`
            : `\`anchor_date\` ${JSON.stringify(anchor)} is no ISO date: Prefect refuses it with Python 3.12 and older, and guesses with newer ones.`,
        mend: 'Write it as "2030-01-31T09:00:00+00:00".',
    });
}
function checkSlugs(items, entry, context, report) {
    const { file, title } = entry;
    const found = items.filter(isRecord);
    const seen = new Set();
    for (const [index, item] of items.entries()) {
        const slug = isRecord(item) ? item["slug"] : undefined;
        if (typeof slug !== "string" || slug === "" || isTemplate(slug))
            continue;
        if (seen.has(slug)) {
            report("schedule-slug-repeated", {
                what: `${title}: two schedules have the slug ${JSON.stringify(slug)}; the server refuses to make them.`,
                mend: "Give each schedule of a deployment a slug of its own.",
                where: file.yaml.range(entry.path("schedules", index, "slug"), "value"),
            });
        }
        seen.add(slug);
    }
    if (isBefore(context.version, SINCE["slug"] ?? ""))
        return;
    const without = items.findIndex((item) => isRecord(item) && !item["slug"]);
    if (without < 0)
        return;
    report("schedule-no-slug", {
        what: found.some((item) => item["slug"])
            ? `${title}: not every schedule has a \`slug\`, so each deploy makes all of them anew; one that was paused in the UI is switched on again.`
            : `${title}: without a \`slug\` each deploy makes the schedule anew; one that was paused in the UI is switched on again.`,
        mend: "Give each schedule of the deployment a `slug`, such as `slug: nightly`.",
        where: file.yaml.range(entry.path("schedules", without), "key"),
    });
}
function at({ entry, path, report }, rule, below, part, { what, ...rest }) {
    const where = entry.file.yaml.range([...path, ...below], below.length === 0 ? "key" : part);
    report(rule, { what: `${entry.title}: ${what}`, ...rest, where });
}
function isEmptyMapping(value) {
    return isRecord(value) && Object.keys(value).length === 0;
}
function schedules_rules() {
    const example = (schedule, rest = "") => ({
        "prefect.yaml": "pull: []\n" +
            "deployments:\n" +
            "  - name: hello\n" +
            "    entrypoint: flows/hello.py:hello\n" +
            "    work_pool:\n" +
            "      name: default\n" +
            "    schedules:\n" +
            `${schedule
                .split("\n")
                .map((line, index) => `      ${index === 0 ? "- " : line.startsWith("- ") ? "" : "  "}${line}`)
                .join("\n")}\n${rest}`,
        "flows/hello.py": "from prefect import flow\n\n\n@flow\ndef hello():\n    pass\n",
    });
    const good = example('cron: "0 6 * * *"\nslug: morning');
    return [
        {
            id: "schedule-cron",
            severity: "error",
            title: "A cron expression that Prefect refuses",
            why: "Prefect reads cron by its own copy of croniter: 5 fields, a 6th for seconds at the end, a 7th for years. " +
                "The file is read without a word; the deployment then ends with `Invalid cron string` (3.0.11, 3.4.14, 3.8.8). " +
                "Our verdict was held against croniter's with thousands of random expressions.",
            bad: example('cron: "0 6 * * MON-FRY"\nslug: morning'),
            good: example('cron: "0 6 * * MON-FRI"\nslug: morning'),
        },
        {
            id: "schedule-seconds",
            severity: "warning",
            title: "Six cron fields, with seconds first",
            why: "Other tools put the seconds first; Prefect (croniter) takes a 6th field for them. `0 0 9 * * *` then runs " +
                "each second of a minute at midnight on the 9th (3.8.8).",
            bad: example('cron: "0 0 9 * * *"\nslug: morning'),
            good: example('cron: "0 9 * * *"\nslug: morning'),
        },
        {
            id: "schedule-random",
            severity: "warning",
            title: "A random part in a cron expression",
            why: "`R` alone is refused, `R(1-5)` and `R/10` are not (3.8.8). The server draws them each time it plans runs, and " +
                "tells two plans apart by their times only.",
            bad: example('cron: "R(1-5) 6 * * *"\nslug: morning'),
            good: example('cron: "3 6 * * *"\nslug: morning'),
        },
        {
            id: "schedule-interval",
            severity: "error",
            title: "An interval that is no duration",
            why: "Prefect takes a number of seconds above 0, and from 3.6.11 on texts as pydantic reads them (`PT1H`, `01:00:00`, " +
                "`1 day`, `2d`). `5 minutes`, `3600` in quotes or a template drop the whole file; 0 is refused at the deployment (3.8.8).",
            bad: example("interval: 5 minutes\nslug: often"),
            good: example("interval: 300\nslug: often"),
        },
        {
            id: "schedule-rrule",
            severity: "error",
            title: "An rrule that Prefect refuses",
            why: "Prefect reads rrules by dateutil. The file is read without a word; the deployment then ends with " +
                "`Invalid RRule string`, or with a traceback where `FREQ` is missing (3.8.8). `INTERVAL=0` is taken, and " +
                "then the server's scheduler never comes to an end.",
            bad: example("rrule: FREQ=DAILY;BYHOUR=25\nslug: daily"),
            good: example("rrule: FREQ=DAILY;BYHOUR=5\nslug: daily"),
        },
        {
            id: "schedule-time-zone",
            severity: "error",
            title: "A time zone that Prefect does not know",
            why: "Prefect takes the names of the IANA database, in their exact case: `europe/berlin`, `PST` and `UTC+1` are " +
                "refused at the deployment (3.8.8).",
            bad: example('cron: "0 6 * * *"\ntimezone: europe/berlin\nslug: morning'),
            good: example('cron: "0 6 * * *"\ntimezone: Europe/Berlin\nslug: morning'),
        },
        {
            id: "schedule-anchor",
            severity: "error",
            title: "An `anchor_date` that is no date",
            why: "Prefect wants a text with an ISO date. Without quotes YAML makes a date of it, which Prefect takes only beside " +
                "`interval` and `timezone`: with a `slug` or `active` the whole file is dropped (3.8.8).",
            bad: example("interval: 3600\nanchor_date: 2030-01-31\nslug: hourly"),
            good: example('interval: 3600\nanchor_date: "2030-01-31"\nslug: hourly'),
        },
        {
            id: "schedule-kind",
            severity: "error",
            title: "None or several of cron, interval and rrule",
            why: "A schedule has exactly one of them. Otherwise Prefect drops the whole file (from 3.4.19 on), or ends with " +
                "`Unknown schedule type`; older versions take the first one without a word.",
            bad: example('cron: "0 6 * * *"\ninterval: 3600\nslug: morning'),
            good,
        },
        {
            id: "schedule-key",
            severity: "error",
            title: "An unknown key in a schedule",
            why: "Prefect ignores unknown keys elsewhere, but not in a schedule: there one drops the whole file (3.8.8). " +
                "Versions without this check (3.0.11, 3.4.14) ignore it.",
            bad: example('cron: "0 6 * * *"\ntime_zone: Europe/Berlin\nslug: morning'),
            good: example('cron: "0 6 * * *"\ntimezone: Europe/Berlin\nslug: morning'),
        },
        {
            id: "schedule-value",
            severity: "error",
            title: "A value of the wrong kind in a schedule",
            why: "`slug`, `timezone`, `cron` and `rrule` are texts, `parameters` is a mapping (an empty `parameters:` too is " +
                "refused), `active` and `day_or` are true or false. Anything else drops the whole file, or fails at the " +
                "deployment (3.8.8).",
            bad: example('cron: "0 6 * * *"\nslug: 6'),
            good: example('cron: "0 6 * * *"\nslug: "6"'),
        },
        {
            id: "schedule-twice",
            severity: "error",
            title: "Both `schedule` and `schedules`",
            why: "Prefect ends with `Both 'schedule' and 'schedules' keys are present` (3.0.11, 3.4.14, 3.8.8).",
            bad: example('cron: "0 6 * * *"\nslug: morning', '    schedule:\n      cron: "0 7 * * *"\n'),
            good,
        },
        {
            id: "schedule-ignored",
            severity: "warning",
            title: "A key that does not count for this kind of schedule",
            why: "`anchor_date` counts with `interval`, `day_or` with `cron`; elsewhere Prefect drops them silently (3.8.8).",
            bad: example('cron: "0 6 * * *"\nanchor_date: "2030-01-31"\nslug: morning'),
            good,
        },
        {
            id: "schedule-never",
            severity: "warning",
            title: "A schedule that never fires",
            why: "Prefect takes `0 0 30 2 *`, and the server's scheduler then logs an error for this deployment each time and " +
                "plans none of its schedules. An rrule with `COUNT` and no `DTSTART` is counted from 2020-01-01 and used up; " +
                "one with `UNTIL=…Z` and no `DTSTART` cannot be planned (3.8.8).",
            bad: example('cron: "0 6 30 FEB *"\nslug: morning'),
            good: example('cron: "0 6 28 FEB *"\nslug: morning'),
        },
        {
            id: "schedule-slug-repeated",
            severity: "error",
            title: "Two schedules of a deployment with one slug",
            why: "The server keeps slugs unique within a deployment: making the deployment ends with `Error while applying " +
                "deployment`; for one that is there, the last of them silently wins (3.8.8).",
            bad: example('cron: "0 6 * * *"\nslug: morning\n- cron: "0 7 * * *"\nslug: morning'),
            good: example('cron: "0 6 * * *"\nslug: morning\n- cron: "0 7 * * *"\nslug: later'),
        },
        {
            id: "schedule-no-slug",
            severity: "note",
            title: "A schedule without a slug",
            why: "The server finds a schedule again by its `slug` (from 3.2.0 on), if all schedules of the deployment have one. " +
                "Without, each deploy deletes and makes them anew: what was paused in the UI is switched on again.",
            bad: example('cron: "0 6 * * *"'),
            good,
        },
    ];
}

;// CONCATENATED MODULE: ./lib/validate/rules/leftovers.js
const PARTS = [
    ["work_pool", "WorkPoolConfig"],
    ["concurrency_limit", "ConcurrencyLimitSpec"],
];
const POOL = "Write it as `name:` below `work_pool:`.";
const QUEUE = "Write it as `work_queue_name:` below `work_pool:`.";
const JOB = "Write it below `work_pool:`, `job_variables:`.";
const leftovers_FLOW = "It belongs to the flow";
const leftovers_SCHEDULE = "Write it below `schedules:`, in an item with a dash.";
const PULL = "Prefect 3 has no such key: say with steps in `pull:` where workers find the code.";
function ofFlow(name) {
    return `${leftovers_FLOW}: \`@flow(${name}=…)\` in its Python file.`;
}
const LEFTOVERS = {
    file: {
        deployment: "Write `deployments:`, a list.",
        work_pool: "Write `work_pool:` in each deployment, or below an anchor that they share.",
        schedules: "Write `schedules:` in each deployment.",
        entrypoint: "Write it in an item of `deployments:`.",
    },
    deployment: {
        infra_overrides: "Write it as `job_variables:` below `work_pool:`.",
        job_variables: "Write it below `work_pool:`.",
        variables: "Write it as `job_variables:` below `work_pool:`.",
        env: JOB,
        image: JOB,
        is_schedule_active: "Write `paused:` with the opposite value, or `active:` in the schedule.",
        active: "Write `paused:` with the opposite value, or `active:` in the schedule.",
        work_queue: QUEUE,
        work_queue_name: QUEUE,
        "work-queue": QUEUE,
        work_pool_name: POOL,
        "work-pool": "Write `work_pool:` with an underscore, and `name:` below it.",
        workpool: "Write `work_pool:`, and `name:` below it.",
        pool: POOL,
        path: PULL,
        storage: PULL,
        manifest_path: PULL,
        infrastructure: "Prefect 3 has no such key: the type of the work pool takes its place; settings go below `work_pool:`, `job_variables:`.",
        infra: "Prefect 3 has no such key: the type of the work pool takes its place; settings go below `work_pool:`, `job_variables:`.",
        parameter_openapi_schema: "Take it out: Prefect reads the parameters from the flow.",
        flow_run_name: `${leftovers_FLOW}: \`@flow(flow_run_name="…")\` in its Python file, where only the flow's parameters can stand in braces.`,
        retries: ofFlow("retries"),
        retry_delay_seconds: ofFlow("retry_delay_seconds"),
        timeout_seconds: ofFlow("timeout_seconds"),
        log_prints: ofFlow("log_prints"),
        task_runner: ofFlow("task_runner"),
        persist_result: ofFlow("persist_result"),
        validate_parameters: "Write `enforce_parameter_schema:`.",
        cron: leftovers_SCHEDULE,
        interval: leftovers_SCHEDULE,
        rrule: leftovers_SCHEDULE,
        timezone: leftovers_SCHEDULE,
        anchor_date: leftovers_SCHEDULE,
        concurrency: "Write `concurrency_limit:`.",
        concurrency_options: "Write `collision_strategy:` below `concurrency_limit:`, beside `limit:`.",
        collision_strategy: "Write it below `concurrency_limit:`, beside `limit:`.",
        limit: "Write it below `concurrency_limit:`.",
    },
    work_pool: {
        work_pool_name: "Write `name:`.",
        pool: "Write `name:`.",
        work_queue: "Write `work_queue_name:`.",
        queue: "Write `work_queue_name:`.",
        queue_name: "Write `work_queue_name:`.",
        infra_overrides: "Write `job_variables:`.",
        variables: "Write `job_variables:`.",
        env: "Write it below `job_variables:`.",
        image: "Write it below `job_variables:`.",
        command: "Write it below `job_variables:`.",
        type: "Take it out: a work pool has its type on the server.",
    },
    concurrency_limit: {
        strategy: "Write `collision_strategy:`.",
        concurrency_limit: "Write `limit:`.",
        max: "Write `limit:`.",
        grace_period: "Write `grace_period_seconds:`.",
    },
};

;// CONCATENATED MODULE: ./lib/validate/rules/repeated.js

function repeated_checkRepeated(context, report) {
    const seen = new Map();
    for (const entry of context.files.flatMap(({ deployments }) => deployments)) {
        const { name, entrypoint } = entry.content;
        if (typeof name !== "string" || name === "" || typeof entrypoint !== "string" || entrypoint === "")
            continue;
        const id = JSON.stringify([flowOf(entrypoint, context), name]);
        const earlier = seen.get(id);
        if (!earlier) {
            seen.set(id, entry);
            continue;
        }
        const { file, line } = earlier.file.yaml.range(earlier.path("name"));
        const place = earlier.file === entry.file ? `line ${line}` : `${file}, line ${line}`;
        report("repeated-name", {
            what: `${entry.title} stands for the same flow in ${place} already; the later one overwrites the earlier one.`,
            mend: "Give one of the two another name.",
            where: entry.file.yaml.range(entry.path("name")),
        });
    }
}
function flowOf(entrypoint, context) {
    if (!entrypoint.includes(":") || entrypoint.includes("{{"))
        return entrypoint;
    const { isFlow, name } = namedFlow(entrypoint, context);
    return isFlow && name !== undefined ? `flow ${name}` : entrypoint;
}

;// CONCATENATED MODULE: ./lib/validate/rules/schema.js

class Validator {
    root;
    yaml;
    constructor(root, yaml) {
        this.root = root;
        this.yaml = yaml;
    }
    violations(value, schema, path = [], odd) {
        const target = this.resolve(schema);
        const refused = (problem = "value", at = path) => [
            { path: at, value, odd, schema, problem },
        ];
        if (target.type !== undefined && !isOfType(value, odd, target))
            return refused();
        if (target.not && this.violations(value, target.not, path, odd).length === 0)
            return refused();
        if (!takesScalar(value, target))
            return refused();
        if (target.allOf) {
            for (const part of target.allOf) {
                const found = this.violations(value, part, path, odd);
                if (found.length > 0)
                    return found;
            }
        }
        if (target.oneOf) {
            const fitting = target.oneOf.filter((form) => this.violations(value, form, path, odd).length === 0);
            if (fitting.length !== 1)
                return refused();
        }
        if (target.anyOf) {
            const nearest = this.nearest(value, target.anyOf, path, odd);
            if (nearest)
                return nearest.length > 0 ? nearest : refused();
        }
        if (Array.isArray(value))
            return this.inList(value, target, path);
        return isRecord(value) ? this.inMapping(value, target, path) : [];
    }
    resolve(schema) {
        if (schema.$ref === undefined)
            return schema;
        const target = this.root.$defs?.[schema.$ref.slice("#/$defs/".length)];
        if (!target)
            throw new Error(`No definition ${schema.$ref}.`);
        return { ...target, ...schema };
    }
    nearest(value, forms, path, odd) {
        let nearest = [];
        for (const form of forms) {
            const found = this.violations(value, form, path, odd);
            if (found.length === 0)
                return undefined;
            const isMeant = found.every((violation) => violation.path.length > path.length);
            if (isMeant && (nearest.length === 0 || found.length < nearest.length))
                nearest = found;
        }
        return nearest;
    }
    inList(list, { items }, path) {
        if (!items || Object.keys(items).length === 0)
            return [];
        return list.flatMap((item, index) => this.violations(item, items, [...path, index], this.yaml.oddKind(list, index)));
    }
    inMapping(map, schema, path) {
        const { properties = {}, additionalProperties, propertyNames, required = [] } = schema;
        const odd = this.yaml.oddKeys(map);
        const found = [];
        for (const [key, value] of Object.entries(map)) {
            const at = [...path, key];
            const isOdd = odd.has(key);
            const property = !isOdd && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
            if (propertyNames && isOdd !== (propertyNames.type === "null")) {
                found.push({ path: at, value, odd: undefined, schema: propertyNames, problem: "odd-key" });
            }
            else if (property === false) {
                found.push({ path: at, value, odd: undefined, schema, problem: "unknown-key" });
            }
            else if (property && Object.keys(property).length > 0) {
                found.push(...this.violations(value, property, at, this.yaml.oddKind(map, key)));
            }
        }
        for (const key of required) {
            if (Object.hasOwn(map, key))
                continue;
            found.push({ path: [...path, key], value: undefined, odd: undefined, schema, problem: "missing-key" });
        }
        return found;
    }
    properties(schema) {
        const target = this.resolve(schema);
        const forms = [...(target.anyOf ?? []), ...(target.allOf ?? [])];
        return Object.assign({}, ...forms.map((form) => this.properties(form)), target.properties);
    }
}
function isOfType(value, odd, { type, format }) {
    const types = Array.isArray(type) ? type : [type];
    switch (odd) {
        case "date":
        case "datetime":
            return format === "date-time";
        case "bytes":
            return types.includes("string");
        case "set":
            return types.includes("array");
        default:
    }
    if (value === null)
        return types.includes("null");
    if (Array.isArray(value))
        return types.includes("array");
    if (typeof value === "number") {
        return ((types.includes("number") && Number.isFinite(value)) ||
            (types.includes("integer") && Number.isInteger(value)));
    }
    return types.includes(typeof value);
}
const patterns = new Map();
function takesScalar(value, { enum: values, pattern, minimum, maximum, exclusiveMinimum }) {
    if (values && !values.includes(value))
        return false;
    if (pattern !== undefined && typeof value === "string") {
        let found = patterns.get(pattern);
        if (!found)
            patterns.set(pattern, (found = new RegExp(pattern)));
        if (!found.test(value))
            return false;
    }
    if (typeof value !== "number")
        return true;
    return ((minimum === undefined || value >= minimum) &&
        (maximum === undefined || value <= maximum) &&
        (exclusiveMinimum === undefined || value > exclusiveMinimum));
}
function accepted(validator, schema) {
    const words = [...new Set(schema_forms(validator, schema))];
    return words.length > 1
        ? `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`
        : (words[0] ?? "nothing");
}
const LAX = {
    "#/$defs/integer": "a whole number",
    "#/$defs/boolean": "`true` or `false`",
    "#/$defs/duration": "a time span",
    "#/$defs/date-time": "a date",
};
const schema_WORDS = {
    string: "a text",
    number: "a number",
    integer: "a whole number",
    boolean: "`true` or `false`",
    null: "",
    object: "a mapping",
    array: "a list",
};
function schema_forms(validator, schema) {
    const lax = schema.$ref === undefined ? undefined : LAX[schema.$ref];
    if (lax !== undefined)
        return [lax];
    const target = validator.resolve(schema);
    if (target.anyOf)
        return target.anyOf.flatMap((form) => schema_forms(validator, form));
    if (target.enum)
        return target.enum.map((value) => `\`${String(value)}\``);
    const inner = target.type === "array" && target.items ? schema_forms(validator, target.items) : [];
    if (inner.length > 0 && inner.every((word) => word === "a mapping"))
        return ["a list of mappings"];
    const types = (Array.isArray(target.type) ? target.type : [target.type]);
    return types.flatMap((type) => (type === undefined || type === "null" ? [] : [schema_WORDS[type]]));
}

;// CONCATENATED MODULE: ./lib/validate/rules/schemas/prefect-yaml.generated.js
const CONCURRENCYLIMITSPEC_0 = {
    properties: {
        limit: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        collision_strategy: {
            anyOf: [{ type: "string" }, { type: "null" }],
            "x-later": { enum: ["ENQUEUE", "CANCEL_NEW"] },
        },
    },
    type: "object",
};
const CRONSCHEDULE_1 = {
    additionalProperties: false,
    properties: {
        cron: { type: "string" },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        day_or: { $ref: "#/$defs/boolean" },
    },
    required: ["cron"],
    type: "object",
};
const DEPLOYMENTCONFIG_2 = {
    properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
        version: { anyOf: [{ type: "string" }, { type: "null" }] },
        version_type: {
            anyOf: [{ type: "string" }, { type: "null" }],
            "x-later": {
                enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
            },
        },
        tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
        description: { anyOf: [{ type: "string" }, { type: "null" }] },
        schedule: {
            anyOf: [
                { $ref: "#/$defs/RawScheduleConfig" },
                { $ref: "#/$defs/DeploymentScheduleCreate" },
                { $ref: "#/$defs/IntervalSchedule" },
                { $ref: "#/$defs/CronSchedule" },
                { $ref: "#/$defs/RRuleSchedule" },
                { $ref: "#/$defs/NoSchedule" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        schedules: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/RawScheduleConfig" },
                            { $ref: "#/$defs/DeploymentScheduleCreate" },
                            { $ref: "#/$defs/IntervalSchedule" },
                            { $ref: "#/$defs/CronSchedule" },
                            { $ref: "#/$defs/RRuleSchedule" },
                            { $ref: "#/$defs/NoSchedule" },
                            { propertyNames: { type: "string" }, type: "object" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
        paused: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        concurrency_limit: {
            anyOf: [{ $ref: "#/$defs/integer" }, { $ref: "#/$defs/ConcurrencyLimitSpec" }, { type: "null" }],
        },
        flow_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        entrypoint: { anyOf: [{ type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        enforce_parameter_schema: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        build: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        push: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        pull: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        work_pool: { anyOf: [{ $ref: "#/$defs/WorkPoolConfig" }, { type: "null" }] },
        triggers: { anyOf: [{ items: { type: "object" }, type: "array" }, { type: "null" }] },
        sla: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/TimeToCompletionSla" },
                            { $ref: "#/$defs/LatenessSla" },
                            { $ref: "#/$defs/FrequencySla" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
    },
    type: "object",
};
const DEPLOYMENTSCHEDULECREATE_3 = {
    additionalProperties: false,
    properties: {
        schedule: {
            anyOf: [
                { $ref: "#/$defs/IntervalSchedule" },
                { $ref: "#/$defs/CronSchedule" },
                { $ref: "#/$defs/RRuleSchedule" },
                { $ref: "#/$defs/NoSchedule" },
            ],
        },
        active: { $ref: "#/$defs/boolean" },
        max_scheduled_runs: { anyOf: [{ $ref: "#/$defs/integer", exclusiveMinimum: 0 }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["schedule"],
    type: "object",
};
const FREQUENCYSLA_4 = {
    properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        stale_after: { $ref: "#/$defs/duration" },
    },
    required: ["name", "stale_after"],
    type: "object",
};
const INTERVALSCHEDULE_5 = {
    additionalProperties: false,
    properties: {
        interval: { $ref: "#/$defs/duration" },
        anchor_date: { $ref: "#/$defs/date-time" },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["interval"],
    type: "object",
};
const LATENESSSLA_6 = {
    properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        within: { $ref: "#/$defs/duration" },
    },
    required: ["name", "within"],
    type: "object",
};
const NOSCHEDULE_7 = { additionalProperties: false, properties: {}, type: "object" };
const RRULESCHEDULE_8 = {
    additionalProperties: false,
    properties: { rrule: { type: "string" }, timezone: { anyOf: [{ type: "string" }, { type: "null" }] } },
    required: ["rrule"],
    type: "object",
};
const RAWSCHEDULECONFIG_9 = {
    allOf: [
        {
            properties: {
                cron: { anyOf: [{ type: "string" }, { type: "null" }] },
                interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
                rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
                timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
                anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
                active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
                parameters: { propertyNames: { type: "string" }, type: "object" },
                slug: { anyOf: [{ type: "string" }, { type: "null" }] },
            },
            type: "object",
        },
        {
            oneOf: [
                { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
                { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
                { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
            ],
        },
    ],
};
const TIMETOCOMPLETIONSLA_10 = {
    properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        duration: { $ref: "#/$defs/integer" },
    },
    required: ["name", "duration"],
    type: "object",
};
const WORKPOOLCONFIG_11 = {
    properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }] },
        work_queue_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        job_variables: { propertyNames: { type: "string" }, type: "object" },
    },
    type: "object",
};
const BOOLEAN_12 = {
    anyOf: [
        { type: "boolean" },
        { enum: [0, 1] },
        {
            type: "string",
            pattern: "^([01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$",
        },
    ],
};
const DATE_TIME_13 = { type: ["number", "string"], format: "date-time" };
const DURATION_14 = { type: ["number", "boolean", "string"], format: "duration" };
const INTEGER_15 = {
    anyOf: [
        { type: ["integer", "boolean"] },
        { type: "string", pattern: "^\\s*[+-]?\\d+(_\\d+)*(\\.0+)?\\s*$" },
    ],
};
const FILE_16 = {
    properties: {
        "prefect-version": { anyOf: [{ type: "string" }, { type: "null" }] },
        name: { anyOf: [{ type: "string" }, { type: "null" }] },
        build: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        push: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        pull: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        deployments: { items: { $ref: "#/$defs/DeploymentConfig" }, type: "array" },
        prefect_version: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    type: "object",
};
const DEPLOYMENTCONFIG_17 = {
    properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
        version: { anyOf: [{ type: "string" }, { type: "null" }] },
        version_type: {
            anyOf: [{ type: "string" }, { type: "null" }],
            "x-later": {
                enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
            },
        },
        tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
        description: { anyOf: [{ type: "string" }, { type: "null" }] },
        schedule: {
            anyOf: [
                { $ref: "#/$defs/RawScheduleConfig" },
                { $ref: "#/$defs/DeploymentScheduleCreate" },
                { $ref: "#/$defs/IntervalSchedule" },
                { $ref: "#/$defs/CronSchedule" },
                { $ref: "#/$defs/RRuleSchedule" },
                { $ref: "#/$defs/NoSchedule" },
                { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
                { type: "null" },
            ],
        },
        schedules: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/RawScheduleConfig" },
                            { $ref: "#/$defs/DeploymentScheduleCreate" },
                            { $ref: "#/$defs/IntervalSchedule" },
                            { $ref: "#/$defs/CronSchedule" },
                            { $ref: "#/$defs/RRuleSchedule" },
                            { $ref: "#/$defs/NoSchedule" },
                            { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
        paused: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        concurrency_limit: {
            anyOf: [{ $ref: "#/$defs/integer" }, { $ref: "#/$defs/ConcurrencyLimitSpec" }, { type: "null" }],
        },
        flow_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        entrypoint: { anyOf: [{ type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        enforce_parameter_schema: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        build: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        push: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        pull: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        work_pool: { anyOf: [{ $ref: "#/$defs/WorkPoolConfig" }, { type: "null" }] },
        triggers: { anyOf: [{ items: { type: "object" }, type: "array" }, { type: "null" }] },
        sla: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/TimeToCompletionSla" },
                            { $ref: "#/$defs/LatenessSla" },
                            { $ref: "#/$defs/FrequencySla" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
    },
    type: "object",
};
const RAWSCHEDULECONFIG_18 = {
    allOf: [
        {
            additionalProperties: false,
            properties: {
                cron: { anyOf: [{ type: "string" }, { type: "null" }] },
                interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
                rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
                timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
                anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
                active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
                parameters: { propertyNames: { type: "string" }, type: "object" },
                slug: { anyOf: [{ type: "string" }, { type: "null" }] },
            },
            type: "object",
        },
        {
            oneOf: [
                { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
                { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
                { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
            ],
        },
    ],
};
const RAWSCHEDULECONFIG_19 = {
    allOf: [
        {
            additionalProperties: false,
            properties: {
                cron: { anyOf: [{ type: "string" }, { type: "null" }] },
                interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
                rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
                timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
                anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
                active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
                parameters: { propertyNames: { type: "string" }, type: "object" },
                slug: { anyOf: [{ type: "string" }, { type: "null" }] },
                day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
            },
            type: "object",
        },
        {
            oneOf: [
                { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
                { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
                { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
            ],
        },
    ],
};
const DEPLOYMENTCONFIG_20 = {
    properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
        version: { anyOf: [{ type: "string" }, { type: "null" }] },
        version_type: {
            anyOf: [{ type: "string" }, { type: "null" }],
            "x-later": {
                enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
            },
        },
        tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
        description: { anyOf: [{ type: "string" }, { type: "null" }] },
        schedule: {
            anyOf: [
                { $ref: "#/$defs/RawScheduleConfig" },
                { $ref: "#/$defs/DeploymentScheduleCreate" },
                { $ref: "#/$defs/IntervalSchedule" },
                { $ref: "#/$defs/CronSchedule" },
                { $ref: "#/$defs/RRuleSchedule" },
                { $ref: "#/$defs/NoSchedule" },
                { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
                { type: "null" },
            ],
        },
        schedules: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/RawScheduleConfig" },
                            { $ref: "#/$defs/DeploymentScheduleCreate" },
                            { $ref: "#/$defs/IntervalSchedule" },
                            { $ref: "#/$defs/CronSchedule" },
                            { $ref: "#/$defs/RRuleSchedule" },
                            { $ref: "#/$defs/NoSchedule" },
                            { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
        paused: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        concurrency_limit: {
            anyOf: [{ $ref: "#/$defs/integer" }, { $ref: "#/$defs/ConcurrencyLimitSpec" }, { type: "null" }],
        },
        flow_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        entrypoint: { anyOf: [{ type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        enforce_parameter_schema: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        build: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        push: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        pull: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { propertyNames: { type: "string" }, type: "object" },
                { type: "null" },
            ],
        },
        work_pool: { anyOf: [{ $ref: "#/$defs/WorkPoolConfig" }, { type: "null" }] },
        triggers: {
            anyOf: [
                { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
                { type: "null" },
            ],
        },
        sla: {
            anyOf: [
                {
                    items: {
                        anyOf: [
                            { $ref: "#/$defs/TimeToCompletionSla" },
                            { $ref: "#/$defs/LatenessSla" },
                            { $ref: "#/$defs/FrequencySla" },
                        ],
                    },
                    type: "array",
                },
                { type: "null" },
            ],
        },
    },
    type: "object",
};
const CONCURRENCYLIMITSPEC_21 = {
    properties: {
        limit: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        collision_strategy: {
            anyOf: [{ type: "string" }, { type: "null" }],
            "x-later": { enum: ["ENQUEUE", "CANCEL_NEW"] },
        },
        grace_period_seconds: {
            anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }],
            "x-later": { minimum: 60, maximum: 86400 },
        },
    },
    type: "object",
};
const RAWSCHEDULECONFIG_22 = {
    allOf: [
        {
            additionalProperties: false,
            properties: {
                cron: { anyOf: [{ type: "string" }, { type: "null" }] },
                interval: { anyOf: [{ $ref: "#/$defs/duration" }, { type: "null" }] },
                rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
                timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
                anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
                active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
                parameters: { propertyNames: { type: "string" }, type: "object" },
                slug: { anyOf: [{ type: "string" }, { type: "null" }] },
                day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
            },
            type: "object",
        },
        {
            oneOf: [
                { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
                { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
                { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
            ],
        },
    ],
};
const DEPLOYMENTSCHEDULECREATE_23 = {
    additionalProperties: false,
    properties: {
        schedule: {
            anyOf: [
                { $ref: "#/$defs/IntervalSchedule" },
                { $ref: "#/$defs/CronSchedule" },
                { $ref: "#/$defs/RRuleSchedule" },
                { $ref: "#/$defs/NoSchedule" },
            ],
        },
        active: { $ref: "#/$defs/boolean" },
        max_scheduled_runs: { anyOf: [{ $ref: "#/$defs/integer", exclusiveMinimum: 0 }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
        replaces: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["schedule"],
    type: "object",
};
const RAWSCHEDULECONFIG_24 = {
    allOf: [
        {
            additionalProperties: false,
            properties: {
                cron: { anyOf: [{ type: "string" }, { type: "null" }] },
                interval: { anyOf: [{ $ref: "#/$defs/duration" }, { type: "null" }] },
                rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
                timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
                anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
                active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
                parameters: { propertyNames: { type: "string" }, type: "object" },
                slug: { anyOf: [{ type: "string" }, { type: "null" }] },
                replaces: { anyOf: [{ type: "string" }, { type: "null" }] },
                day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
            },
            type: "object",
        },
        {
            oneOf: [
                { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
                { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
                { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
            ],
        },
    ],
};
const SCHEMAS = [
    { since: "3.0.0", schema: undefined },
    {
        since: "3.4.19",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_2,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_9,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.4.21",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_17,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_18,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.4.23",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_17,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_19,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.6.5",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_20,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_19,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.6.6",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_20,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_19,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.6.11",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_20,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_22,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
    {
        since: "3.6.17",
        schema: {
            ...FILE_16,
            $defs: {
                ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
                CronSchedule: CRONSCHEDULE_1,
                DeploymentConfig: DEPLOYMENTCONFIG_20,
                DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_23,
                FrequencySla: FREQUENCYSLA_4,
                IntervalSchedule: INTERVALSCHEDULE_5,
                LatenessSla: LATENESSSLA_6,
                NoSchedule: NOSCHEDULE_7,
                RRuleSchedule: RRULESCHEDULE_8,
                RawScheduleConfig: RAWSCHEDULECONFIG_24,
                TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
                WorkPoolConfig: WORKPOOLCONFIG_11,
                boolean: BOOLEAN_12,
                "date-time": DATE_TIME_13,
                duration: DURATION_14,
                integer: INTEGER_15,
            },
        },
    },
];
const NEWEST = "3.8.8";

;// CONCATENATED MODULE: ./lib/validate/rules/structure-rules.js

const DROPPED = "Prefect 3.4.19 and later hold the file against models first. One value of a wrong kind drops the whole file, with a " +
    'yellow line; the final error is "An entrypoint must be provided". ';
const STRUCTURE_RULES = [
    {
        id: "invalid-value",
        severity: "error",
        title: "A value of a kind that Prefect refuses",
        why: `${DROPPED}YAML makes numbers, dates and booleans of texts without quotes, and nothing of a key without a value. ` +
            "Earlier versions fail in the middle of the deploy. Measured on 3.0.11, 3.4.14 and 3.8.8.",
        bad: project("    version: 1.0\n"),
        good: project('    version: "1.0"\n'),
    },
    {
        id: "invalid-choice",
        severity: "error",
        title: "A `version_type` that Prefect does not know",
        why: "The file is read, and the deploy then ends with a ValidationError, when other deployments are written already (3.8.8).",
        bad: project("    version_type: git\n"),
        good: project("    version_type: vcs:git\n"),
    },
    {
        id: "unknown-key",
        severity: "warning",
        title: "A key that Prefect ignores",
        why: "Prefect says nothing about keys that it does not know, and deploys without them: `schedlues` never runs, and " +
            "`infra_overrides` of Prefect 2 changes nothing (3.0.11 to 3.8.8). Keys that begin with `x-`, `_` or a dot are left alone.",
        bad: project("    descripton: Says hello\n"),
        good: project("    description: Says hello\n"),
    },
    {
        id: "missing-name",
        severity: "error",
        title: "A deployment without a name",
        why: 'Of several deployments `prefect deploy --all` skips it and exits 0; a single one ends in "A deployment name must be ' +
            'provided"; a pattern in `--name` ends in a TypeError (3.0.11, 3.4.14, 3.8.8).',
        bad: project("", HELLO.replace("name: hello\n    entrypoint", "entrypoint")),
        good: project(),
    },
    {
        id: "missing-entrypoint",
        severity: "error",
        title: "A deployment without an entrypoint",
        why: 'The deploy stops there with "An entrypoint must be provided", when those before it are written already; a pattern in ' +
            "`--name` skips it (3.0.11, 3.4.14, 3.8.8).",
        bad: project("", HELLO.replace("    entrypoint: flows/hello.py:hello\n", "")),
        good: project(),
    },
    {
        id: "deployment-name",
        severity: "error",
        title: "A name with a character that Prefect refuses",
        why: "`/ % & < >` cannot stand in a name: the client refuses it, or the server answers 500 (3.0.11, 3.4.14, 3.8.8).",
        bad: project("", HELLO.replace("name: hello", "name: team/hello")),
        good: project("", HELLO.replace("name: hello", "name: team-hello")),
    },
    {
        id: "repeated-name",
        severity: "warning",
        title: "The same name twice for the same flow",
        why: "Both are one deployment to Prefect: the later one overwrites the earlier one, and the deploy exits 0 (3.0.11 to 3.8.8).",
        bad: project("  - name: hello\n    entrypoint: flows/hello.py:hello\n    work_pool:\n      name: other\n"),
        good: project("  - name: hello-other\n    entrypoint: flows/hello.py:hello\n    work_pool:\n      name: other\n"),
    },
    {
        id: "no-deployments",
        severity: "warning",
        title: "A file without deployments",
        why: 'There is nothing to deploy: `prefect deploy --all` ends with "An entrypoint must be provided" (3.0.11, 3.4.14, 3.8.8).',
        bad: project("", "deployments: []\n"),
        good: project(),
    },
    {
        id: "work-pool-missing",
        severity: "warning",
        title: "No work pool",
        why: 'Without a name and without a default work pool the deploy ends with "A work pool is required" (3.0.11, 3.4.14, ' +
            "3.8.8). The default is the setting `deployments.default_work_pool_name`: PREFECT_DEFAULT_WORK_POOL_NAME, or " +
            "`[deployments] default_work_pool_name` in prefect.toml.",
        bad: project("", HELLO.replace("    work_pool:\n      name: default\n", "")),
        good: project(),
    },
    {
        id: "concurrency-limit",
        severity: "error",
        title: "A concurrency limit that is refused in the deploy",
        why: "A mapping needs `collision_strategy`, ENQUEUE or CANCEL_NEW, in capitals; without it the deploy ends with a " +
            "ValidationError. The server answers 422 to a limit below 1. `grace_period_seconds` is 60 to 86400 (3.0.11, 3.4.14, 3.8.8).",
        bad: project("    concurrency_limit:\n      limit: 1\n"),
        good: project("    concurrency_limit:\n      limit: 1\n      collision_strategy: ENQUEUE\n"),
    },
    {
        id: "tags-text",
        severity: "warning",
        title: "Tags that are one text",
        why: "Prefect takes a text for a list of its letters: `tags: ab` becomes the tags `a` and `b` (3.8.8).",
        bad: project("    tags: team, daily\n"),
        good: project("    tags: [team, daily]\n"),
    },
    {
        id: "sla-cloud",
        severity: "warning",
        title: "Service level agreements without Prefect Cloud",
        why: 'With a server of your own the deploy ends with "SLA configuration is currently only supported on Prefect Cloud", when ' +
            "the deployment is written already and those after it are not; also for `sla: []` (3.4.14, 3.8.8). Prefect 3.0 ignores " +
            "the key.",
        bad: project("    sla:\n      - name: in-time\n        duration: 600\n"),
        good: project(),
    },
    {
        id: "toml-syntax",
        severity: "error",
        title: "prefect.toml or pyproject.toml is not TOML",
        why: "Prefect reads both in every command, and ends with a SettingsError (3.8.8). Prefect 3.0 reads neither.",
        bad: { ...project(), "prefect.toml": "[api\n" },
        good: { ...project(), "prefect.toml": '[api]\nurl = "https://prefect.example.com/api"\n' },
    },
    {
        id: "toml-flat-key",
        severity: "warning",
        title: "A PREFECT_… key in a TOML file",
        why: "Prefect ignores it: `PREFECT_API_URL` in prefect.toml sets nothing, though `prefect config view` prints it (3.0.11 to " +
            "3.8.8). Without an API URL Prefect deploys to a server of its own that ends with the command.",
        bad: { ...project(), "prefect.toml": 'PREFECT_API_URL = "https://prefect.example.com/api"\n' },
        good: { ...project(), "prefect.toml": '[api]\nurl = "https://prefect.example.com/api"\n' },
    },
];

;// CONCATENATED MODULE: ./lib/validate/rules/toml.js






const FILES = [
    { name: "prefect.toml", prefix: [] },
    { name: "pyproject.toml", prefix: ["tool", "prefect"] },
];
function checkToml(context, report) {
    if (isBefore(context.version, "3.1.0"))
        return;
    for (const { name, prefix } of FILES) {
        const text = readIfThere((0,external_node_path_namespaceObject.join)(context.directory, name));
        if (text === undefined)
            continue;
        const file = context.show((0,external_node_path_namespaceObject.join)(context.directory, name));
        const table = toml_parse(text, file, report);
        const section = table && valueAt(table, prefix);
        if (!isTable(section))
            continue;
        for (const key of Object.keys(section).filter((candidate) => /^PREFECT_/i.test(candidate))) {
            report("toml-flat-key", {
                what: `Prefect ignores \`${key}\` here: it sets nothing.`,
                mend: nested(key, prefix),
                where: lineRange(file, text, lineOfKey(text, [...prefix, key]) ?? 1, key),
            });
        }
    }
}
function nested(key, prefix) {
    const form = nestedForm(key);
    if (!form.includes("="))
        return `Write it in a table: ${form}`;
    const [table, setting = form] = /^\[(.*)\] (.*)$/.exec(form)?.slice(1) ?? [];
    const path = [...prefix, ...(table === undefined ? [] : [table])].join(".");
    return path === "" ? `Write \`${setting}\`.` : `Write \`${setting}\` below \`[${path}]\`.`;
}
function hasDefaultPool(context) {
    return FILES.some(({ name, prefix }) => {
        const text = readIfThere((0,external_node_path_namespaceObject.join)(context.directory, name));
        const table = text === undefined ? undefined : toml_parse(text, name, () => undefined);
        return (table !== undefined && Boolean(valueAt(table, [...prefix, "deployments", "default_work_pool_name"])));
    });
}
function toml_parse(text, file, report) {
    try {
        return parseToml(text, file);
    }
    catch (error) {
        if (!(error instanceof ActionError))
            throw error;
        const [problem] = error.problems;
        report("toml-syntax", {
            what: problem?.what ?? `${file} is not valid TOML.`,
            mend: problem?.mend ?? "Mend it at this line; Prefect reads the file too.",
            where: lineRange(file, text, problem?.where?.line ?? 1),
        });
        return undefined;
    }
}
function readIfThere(path) {
    try {
        return (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.isFile() ? (0,external_node_fs_namespaceObject.readFileSync)(path, "utf8") : undefined;
    }
    catch {
        return undefined;
    }
}
function lineRange(file, text, line, word) {
    const row = text.replace(/^\uFEFF/, "").split(/\r?\n/)[line - 1] ?? "";
    const found = word === undefined ? -1 : row.indexOf(word);
    const start = found >= 0 ? found : row.length - row.trimStart().length;
    const end = found >= 0 ? found + (word?.length ?? 0) : Math.max(row.trimEnd().length, start);
    return { file, line, column: start + 1, endLine: line, endColumn: end + 1 };
}

;// CONCATENATED MODULE: ./lib/validate/rules/structure.js










const structure = {
    rules: STRUCTURE_RULES,
    check(context, report) {
        const models = modelsOf(context.version);
        const defaultPool = POOL_SETTINGS.some((name) => context.env?.[name]) || hasDefaultPool(context);
        for (const file of context.files) {
            const checked = new Checked(file, models, context, defaultPool, report);
            checked.root();
            for (const entry of file.deployments)
                checked.deployment(entry);
        }
        repeated_checkRepeated(context, report);
        checkToml(context, report);
    },
};
const POOL_SETTINGS = ["PREFECT_DEFAULT_WORK_POOL_NAME", "PREFECT_DEPLOYMENTS_DEFAULT_WORK_POOL_NAME"];
function modelsOf(version) {
    const known = SCHEMAS.filter(({ since }) => !isBefore(version, since)).at(-1) ?? SCHEMAS[0];
    const first = SCHEMAS.find(({ schema }) => schema !== undefined)?.schema;
    const schema = known?.schema ?? first;
    if (!schema)
        throw new Error("No models of Prefect are known.");
    return { schema, areUsed: known?.schema !== undefined };
}
const ALWAYS_FAILS = new Set([
    ...["deployments", "name", "entrypoint", "version", "paused", "work_pool", "parameters", "triggers"],
]);
const SCHEDULES = new Set(["schedule", "schedules"]);
const STEPS = new Set(["build", "push", "pull"]);
class Checked {
    file;
    models;
    context;
    defaultPool;
    report;
    validator;
    yaml;
    rows;
    constructor(file, models, context, defaultPool, report) {
        this.file = file;
        this.models = models;
        this.context = context;
        this.defaultPool = defaultPool;
        this.report = report;
        this.yaml = file.yaml;
        this.validator = new Validator(models.schema, this.yaml);
    }
    root() {
        const { content } = this.file;
        const { deployments, ...rest } = content;
        if (Array.isArray(deployments) ? deployments.length === 0 : deployments === undefined) {
            this.report("no-deployments", {
                what: `${this.yaml.file} has no \`deployments\`, so there is nothing to deploy.`,
                mend: "Write one `- name: …` with its `entrypoint:` for each deployment below `deployments:`.",
                where: this.yaml.range(["deployments"], "key"),
            });
        }
        else if (!Array.isArray(deployments)) {
            const schema = this.models.schema.properties?.["deployments"] ?? {};
            const odd = this.yaml.oddKind(content, "deployments");
            this.violation({ path: ["deployments"], value: deployments, odd, schema, problem: "value" }, "");
        }
        const { properties = {} } = this.models.schema;
        for (const [key, value] of Object.entries(rest)) {
            const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
            if (schema === undefined)
                this.unknownRoot(key);
            else
                this.violations(value, schema, [key], this.yaml.oddKind(content, key), "");
        }
    }
    deployment(entry) {
        const { content, title } = entry;
        const definition = this.models.schema.$defs?.["DeploymentConfig"] ?? {};
        const path = entry.path();
        const known = definition.properties ?? {};
        for (const [key, value] of Object.entries(content)) {
            const schema = Object.hasOwn(known, key) ? known[key] : undefined;
            if (schema === undefined) {
                this.unknownKey(key, [...path, key], known, "deployment", title);
            }
            else if (!SCHEDULES.has(key)) {
                this.violations(value, schema, [...path, key], this.yaml.oddKind(content, key), title);
                this.laterViolations(value, schema, [...path, key], title);
            }
        }
        this.names(entry);
        this.emptyParts(entry);
        this.tags(entry);
        this.concurrency(entry);
        this.agreements(entry);
        this.partKeys(entry);
        if (!this.models.areUsed)
            this.dates(content, path, title);
    }
    violations(value, schema, path, odd, title) {
        for (const violation of this.validator.violations(value, schema, path, odd))
            this.violation(violation, title);
    }
    violation(violation, title) {
        const { path, problem, value } = violation;
        const inDeployment = typeof path[1] === "number";
        const [key] = inDeployment ? path.slice(2) : path;
        if (STEPS.has(key) && problem === "value")
            return;
        const { areUsed } = this.models;
        const isError = areUsed || (ALWAYS_FAILS.has(key) && (inDeployment || key === "deployments"));
        const isEmpty = value === null || value === undefined;
        this.report("invalid-value", {
            ...this.words(violation, title),
            where: this.yaml.range(path, problem !== "value" || isEmpty ? "key" : "value"),
            ...(isError && (areUsed || !isEmpty || key === "deployments") ? {} : { severity: "warning" }),
        });
    }
    words(violation, title) {
        const { path, problem, value, odd, schema } = violation;
        const subject = title === "" ? "" : `${title}: `;
        const key = structure_dotted(path);
        const outcome = this.models.areUsed
            ? "Prefect would drop the whole file"
            : "Prefect 3.4.19 and later drop the whole file, and earlier ones may fail in the middle of the deploy";
        if (problem === "missing-key") {
            return {
                what: `${subject}\`${key}\` is missing; ${outcome}.`,
                mend: `Write \`${String(path.at(-1))}:\` there.`,
            };
        }
        if (problem === "odd-key") {
            const name = String(path.at(-1));
            return {
                what: `${subject}the key \`${name}\` in \`${structure_dotted(path.slice(0, -1))}\` is no text to YAML; ${outcome}.`,
                mend: `Put it in quotes: \`"${name}":\`.`,
            };
        }
        const takes = accepted(this.validator, schema);
        const what = `${subject}\`${key}\` ${this.isWhat(value, odd, path)}, and Prefect takes ${takes}; ${outcome}.`;
        return { what, ...this.mend(violation, takes) };
    }
    isWhat(value, odd, path) {
        const source = this.yaml.source(path) ?? "";
        if (odd === "date" || odd === "datetime")
            return `is the date ${source} to YAML`;
        if (odd !== undefined)
            return `is a value of Python (${odd}) to YAML`;
        if (value === null || value === undefined)
            return "is empty";
        if (Array.isArray(value))
            return "is a list";
        if (isRecord(value))
            return "is a mapping";
        if (typeof value === "number")
            return `is the number ${source} to YAML`;
        if (typeof value === "boolean")
            return `is ${value ? "true" : "false"} (\`${source}\`) to YAML`;
        return isTemplate(value) ? "is a template" : "is a text";
    }
    mend({ path, value, odd, schema }, takes) {
        const key = String(path.at(-1));
        const isScalar = odd === "date" || odd === "datetime" || typeof value === "number" || typeof value === "boolean";
        if (isScalar && takes.includes("a text")) {
            const quoted = `"${this.yaml.source(path) ?? ""}"`;
            const mend = `Put it in quotes: \`${quoted}\`.`;
            return typeof path.at(-1) === "string"
                ? { mend, ...this.corrected(path, `${key}: ${quoted}`) }
                : { mend };
        }
        if (value === null || value === undefined) {
            if (key === "deployments")
                return { mend: "Write the deployments below it as a list, or `deployments: []`." };
            const nothing = takes.includes("a mapping") ? "{}" : takes.includes("a list") ? "[]" : undefined;
            if (nothing === undefined)
                return { mend: "Give it a value, or take the key out." };
            return {
                mend: `Take the key out, or write \`${key}: ${nothing}\`.`,
                ...this.corrected(path, `${key}: ${nothing}`),
            };
        }
        if (typeof value === "string" && isTemplate(value)) {
            return { mend: `Write ${takes}: Prefect looks at the file before it fills in templates.` };
        }
        if (key === "work_pool" && typeof value === "string") {
            return { mend: "Write `name:` with the name of the pool on a line of its own below `work_pool:`." };
        }
        const property = isRecord(value)
            ? "Check the indentation: the keys below it belong to something else, or "
            : "";
        const rest = `write ${takes}${schema.type === "array" ? ", each item with a dash" : ""}.`;
        return { mend: property === "" ? `W${rest.slice(1)}` : property + rest };
    }
    laterViolations(value, schema, path, title) {
        const later = schema["x-later"];
        if (!later || value === null || (typeof value !== "string" && typeof value !== "number"))
            return;
        const judged = typeof value === "string" ? asTaken(value, later) : value;
        if (typeof judged === "string" && isTemplate(judged))
            return;
        if (this.validator.violations(judged, later, path).length === 0)
            return;
        const key = String(path.at(-1));
        const newer = !this.models.areUsed || isBefore(NEWEST, this.context.version ?? "0");
        if (key === "name") {
            this.report("deployment-name", {
                what: `${title}: the name holds one of the characters \`/ % & < >\`, which Prefect refuses when it deploys.`,
                mend: "Use other characters, for example `-`.",
                where: this.yaml.range(path, "value"),
            });
            return;
        }
        const takes = later.enum === undefined
            ? `numbers from ${later.minimum ?? "any"} to ${later.maximum ?? "any"}`
            : accepted(this.validator, later);
        const shouted = typeof value === "string" && later.enum?.includes(value.toUpperCase()) === true;
        this.report(key === "version_type" ? "invalid-choice" : "concurrency-limit", {
            what: `${title}: Prefect refuses this \`${key}\` when it deploys; it takes ${takes}.`,
            mend: shouted ? "Write it in capitals." : "Write one of these.",
            where: this.yaml.range(path, "value"),
            ...(shouted ? this.corrected(path, `${key}: ${value.toUpperCase()}`) : {}),
            ...(newer && key !== "collision_strategy" ? { severity: "warning" } : {}),
        });
    }
    names(entry) {
        const { content, title, path } = entry;
        const { name, entrypoint } = content;
        if (name === undefined || name === null || name === "") {
            const skipped = name !== "" && this.file.deployments.length > 1;
            this.report("missing-name", {
                what: `${title} has no \`name\`; \`prefect deploy --all\` ${skipped ? "skips it" : "refuses it"}, and a pattern in \`--name\` ends in a TypeError.`,
                mend: "Give it a `name:`.",
                where: this.yaml.range(path(), "key"),
                ...(skipped ? { severity: "warning" } : {}),
            });
        }
        if (entrypoint === undefined || entrypoint === null || entrypoint === "") {
            this.report("missing-entrypoint", {
                what: `${title} has no \`entrypoint\`; \`prefect deploy --all\` stops there, and a pattern in \`--name\` skips it.`,
                mend: "Write `entrypoint: path/to/file.py:function`.",
                where: this.yaml.range(name === undefined ? path() : path("name"), "key"),
            });
        }
    }
    emptyParts({ content, title, path }) {
        const where = (key) => this.yaml.range(path(key), "key");
        if (content["work_pool"] === null) {
            this.report("invalid-value", {
                what: `${title}: \`work_pool\` is empty, and Prefect ends in a TypeError there.`,
                mend: "Write `name:` below it, or take the key out.",
                where: where("work_pool"),
            });
        }
        else if (!hasPool(content["work_pool"]) && !this.defaultPool) {
            this.report("work-pool-missing", {
                what: `${title} names no work pool; without a default one Prefect refuses to deploy it.`,
                mend: "Write `work_pool:` and below it `name:`, or set PREFECT_DEFAULT_WORK_POOL_NAME.",
                where: Object.hasOwn(content, "work_pool") ? where("work_pool") : this.yaml.range(path(), "key"),
            });
        }
        if (content["tags"] === null) {
            this.report("invalid-value", {
                what: `${title}: \`tags\` is empty, and Prefect ends in a TypeError there.`,
                mend: "Take the key out, or write `tags: []`.",
                ...this.corrected(path("tags"), "tags: []"),
                where: where("tags"),
                ...(isBefore(this.context.version, "3.4.14") ? { severity: "warning" } : {}),
            });
        }
    }
    tags({ content, title, path }) {
        const { tags } = content;
        if (typeof tags !== "string" || tags === "" || (isTemplate(tags) && !/^\{\{\s*\$\w+\s*\}\}$/.test(tags)))
            return;
        const list = isTemplate(tags)
            ? `["${tags}"]`
            : `[${tags
                .split(/\s*,\s*/)
                .map(asItem)
                .join(", ")}]`;
        this.report("tags-text", {
            what: `${title}: \`tags\` is one text, and Prefect makes a tag of each letter.`,
            mend: "Write a list.",
            ...this.corrected(path("tags"), `tags: ${list}`),
            where: this.yaml.range(path("tags")),
        });
    }
    concurrency({ content, title, path }) {
        const limit = content["concurrency_limit"];
        const refuse = (what, mend, at, part) => {
            this.report("concurrency-limit", { what: `${title}: ${what}`, mend, where: this.yaml.range(at, part) });
        };
        const isTooSmall = (value) => (typeof value === "number" || typeof value === "string") && value !== "" && Number(value) < 1;
        const tooSmall = "the server refuses a concurrency limit below 1.";
        const whole = path("concurrency_limit");
        if (isTooSmall(limit))
            refuse(tooSmall, "Write 1 or more, or take the key out.", whole, "value");
        if (!isRecord(limit))
            return;
        if (isTooSmall(limit["limit"]))
            refuse(tooSmall, "Write 1 or more.", [...whole, "limit"], "value");
        if ((limit["collision_strategy"] ?? null) === null) {
            refuse("`concurrency_limit` has no `collision_strategy`, and Prefect refuses that when it deploys.", "Write `collision_strategy: ENQUEUE` or `CANCEL_NEW` below it, or the number alone: `concurrency_limit: 1`.", whole, "key");
        }
        const known = this.validator.properties({ $ref: "#/$defs/ConcurrencyLimitSpec" });
        for (const [key, schema] of Object.entries(known)) {
            this.laterViolations(limit[key] ?? null, schema, [...whole, key], title);
        }
    }
    agreements({ content, title, path }) {
        const { sla } = content;
        if (sla === undefined || sla === null)
            return;
        this.report("sla-cloud", {
            what: `${title}: \`sla\` works on Prefect Cloud only; with any other server the deploy ends with an error there.`,
            mend: "Take it out.",
            where: this.yaml.range(path("sla"), "key"),
        });
    }
    partKeys({ content, path, title }) {
        for (const [part, definition] of PARTS) {
            const known = this.validator.properties({ $ref: `#/$defs/${definition}` });
            const value = content[part];
            if (!isRecord(value))
                continue;
            for (const key of Object.keys(value)) {
                if (!Object.hasOwn(known, key))
                    this.unknownKey(key, path(part, key), known, part, title);
            }
        }
    }
    unknownRoot(key) {
        const known = Object.keys(this.models.schema.properties ?? {});
        const nearest = (0,mod/* closest */.kp)(key, known);
        const leftover = LEFTOVERS.file[key];
        if (isPrivate(key) || (leftover === undefined && (0,mod/* distance */.Io)(key, nearest) > near(key)))
            return;
        this.report("unknown-key", {
            what: `Prefect ignores the key \`${key}\` without a word.`,
            ...(leftover === undefined ? this.renamed(nearest, [key]) : { mend: leftover }),
            where: this.yaml.range([key], "key"),
        });
    }
    unknownKey(key, path, known, part, title) {
        if (isPrivate(key))
            return;
        const subject = `${title}: Prefect ignores the key \`${key}\`${part === "deployment" ? "" : ` of \`${part}\``} without a word`;
        const later = knownSince(key, part);
        const where = this.yaml.range(path, "key");
        if (later !== undefined && this.context.version !== undefined) {
            const what = `${subject}: only Prefect ${later} and later know it, and this is ${this.context.version}.`;
            this.report("unknown-key", { what, mend: "Update Prefect, or take the key out.", where });
            return;
        }
        const leftover = Object.hasOwn(LEFTOVERS[part], key) ? LEFTOVERS[part][key] : undefined;
        const words = leftover === undefined ? this.renamed(nearestKey(key, Object.keys(known)), path) : { mend: leftover };
        this.report("unknown-key", { what: `${subject}.`, ...words, where });
    }
    renamed(nearest, path) {
        if (nearest === undefined)
            return { mend: "Take it out, or look up how Prefect 3 spells it." };
        const mend = `Did you mean \`${nearest}\`?`;
        const source = this.yaml.source(path);
        const { line, endLine } = this.yaml.range(path);
        const isShown = source === undefined ? line !== endLine : /^[\w ./:@-]{0,80}$/.test(source);
        if (!isShown)
            return { mend };
        const rest = this.row(path).slice(this.yaml.range(path, "key").endColumn - 1);
        return { mend, ...this.corrected(path, nearest + rest) };
    }
    corrected(path, written) {
        const before = this.row(path)
            .slice(0, this.yaml.range(path, "key").column - 1)
            .trimStart();
        return /^(?:- +)*$/.test(before) ? { corrected: before + written.trimEnd() } : {};
    }
    row(path) {
        this.rows ??= this.yaml.text.split(/\r\n|\r|\n/);
        return this.rows[this.yaml.range(path, "key").line - 1] ?? "";
    }
    dates(value, path, title) {
        for (const [key, item] of Object.entries(value)) {
            const step = Array.isArray(value) ? Number(key) : key;
            const odd = this.yaml.oddKind(value, step);
            const at = [...path, step];
            if (odd !== undefined) {
                this.report("invalid-value", {
                    what: `${title}: \`${structure_dotted(at)}\` ${this.isWhat(item, odd, at)}, on which this version of Prefect ends with an error.`,
                    mend: "Put it in quotes.",
                    where: this.yaml.range(at, "value"),
                });
            }
            else if (typeof item === "object" && item !== null)
                this.dates(item, at, title);
        }
    }
}
function asTaken(text, later) {
    if (later.pattern !== undefined)
        return text.replaceAll(/\{\{.*?\}\}/g, "");
    return later.minimum === undefined || isTemplate(text) ? text : Number(text.replaceAll("_", ""));
}
function hasPool(pool) {
    return pool !== undefined && (!isRecord(pool) || Boolean(pool["name"]));
}
function asItem(tag) {
    return /^[A-Za-z][\w-]*$/.test(tag) ? tag : JSON.stringify(tag);
}
function isPrivate(key) {
    return /^(?:x-|[_.])/.test(key);
}
function structure_dotted(path) {
    const own = typeof path[1] === "number" ? path.slice(2) : path;
    return own.map(String).join(".");
}
function near(key) {
    return key.length <= 3 ? 1 : key.length <= 7 ? 2 : 3;
}
function nearestKey(key, known) {
    const plain = key.toLowerCase().replaceAll("-", "_");
    const nearest = (0,mod/* closest */.kp)(plain, known);
    return (0,mod/* distance */.Io)(plain, nearest) <= near(key) ? nearest : undefined;
}
function knownSince(key, part) {
    const definition = part === "deployment" ? "DeploymentConfig" : new Map(PARTS).get(part);
    const found = SCHEMAS.find(({ schema }) => Object.hasOwn(schema?.$defs?.[definition ?? ""]?.properties ?? {}, key));
    return found?.since;
}

;// CONCATENATED MODULE: ./lib/validate/secrets.js
const SHAPES = [
    [/\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/g, "a token of GitHub"],
    [/\bglpat-[\w-]{20,}/g, "a token of GitLab"],
    [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "an access key of AWS"],
    [/\bpn[ub]_\w{16,}/g, "an API key of Prefect"],
    [/\bxox[abeprs]-[\w-]{10,}/g, "a token of Slack"],
    [/\bsk_live_\w{16,}/g, "a key of Stripe"],
    [/\bAIza[\w-]{35}/g, "an API key of Google"],
    [/-----BEGIN [A-Z ]*PRIVATE KEY-----/g, "a private key"],
    [/(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, "a JWT"],
    [/\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@{}]*:(?![$<*])[^\s/@{}]+@/gi, "a URL with a password"],
];
function kindOfSecret(text) {
    return SHAPES.find(([shape]) => text.search(shape) >= 0)?.[1];
}
function withoutSecrets(text) {
    return SHAPES.reduce((rest, [shape]) => rest.replaceAll(shape, "…"), text);
}

;// CONCATENATED MODULE: ./lib/validate/rules/steps.generated.js
const steps_generated_STEPS = [
    {
        version: "3.0.11",
        steps: {
            "prefect.deployments.steps.git_clone": {
                required: ["repository"],
                optional: ["branch", "include_submodules", "access_token", "credentials"],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.core.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.core.run_steps": {
                required: ["steps"],
                optional: ["upstream_outputs", "print_function"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.pull.git_clone": {
                required: ["repository"],
                optional: ["branch", "include_submodules", "access_token", "credentials"],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.utility.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.utility.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
        },
    },
    {
        version: "3.4.14",
        steps: {
            "prefect.deployments.steps.git_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.core.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.core.run_steps": {
                required: ["steps"],
                optional: ["upstream_outputs", "print_function"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.pull.agit_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.git_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.utility.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.utility.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
        },
    },
    {
        version: "3.8.8",
        steps: {
            "prefect.deployments.steps.git_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                    "clone_directory_name",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars", "shell"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.core.run_step": {
                required: ["step"],
                optional: ["upstream_outputs"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.core.run_steps": {
                required: ["steps"],
                optional: ["upstream_outputs", "print_function", "deployment", "flow_run", "logger"],
                open: false,
                outputs: null,
            },
            "prefect.deployments.steps.pull.agit_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                    "clone_directory_name",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.git_clone": {
                required: ["repository"],
                optional: [
                    "branch",
                    "commit_sha",
                    "include_submodules",
                    "access_token",
                    "credentials",
                    "directories",
                    "clone_directory_name",
                ],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_from_remote_storage": {
                required: ["url"],
                optional: [],
                open: true,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.pull_with_block": {
                required: ["block_document_name", "block_type_slug"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.pull.set_working_directory": {
                required: ["directory"],
                optional: [],
                open: false,
                outputs: ["directory"],
            },
            "prefect.deployments.steps.utility.pip_install_requirements": {
                required: [],
                optional: ["directory", "requirements_file", "stream_output"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
            "prefect.deployments.steps.utility.run_shell_script": {
                required: ["script"],
                optional: ["directory", "env", "stream_output", "expand_env_vars", "shell"],
                open: false,
                outputs: ["stderr", "stdout"],
            },
        },
    },
];

;// CONCATENATED MODULE: ./lib/validate/rules/step-list.js




const SECTIONS = ["build", "push", "pull"];
function stepsIn(value, path) {
    return listOfSteps(value).flatMap((item, index) => {
        if (!isRecord(item))
            return [];
        const names = Object.keys(item);
        const [name] = names;
        if (name === undefined)
            return [];
        return { names, name, inputs: item[name], path: Array.isArray(value) ? [...path, index] : path };
    });
}
function sectionOf(content, file, section) {
    const own = content[section];
    if (section === "build")
        return Object.hasOwn(content, section) ? own : file.content[section];
    const empty = own === undefined || own === null || (isRecord(own) && Object.keys(own).length === 0);
    if (section === "push" && Array.isArray(own) && own.length === 0)
        return file.content[section];
    return empty ? file.content[section] : own;
}
function knownSteps(version) {
    return (steps_generated_STEPS.find((known) => !isBefore(known.version, version ?? "999")) ?? steps_generated_STEPS.at(-1))?.steps ?? {};
}
const NEWEST_STEPS = knownSteps(undefined);

;// CONCATENATED MODULE: ./lib/validate/rules/steps.js





const PACKAGE = "prefect.deployments.steps.";
const steps_RESERVED = new Set(["id", "requires"]);
const EXPLICIT_PULL = "3.8.0";
const IMAGE_FOLDER = "3.6.25";
const SHELL = "3.6.23";
const SINGLE_STEP = "3.7.7";
const RUNNER_PATH = /\/home\/runner\/|\/Users\/runner\/|\/__w\/|\/github\/workspace|[A-Z]:\\a\\|github\.workspace|runner\.(?:temp|workspace)|\$\{?(?:GITHUB_WORKSPACE|RUNNER_TEMP|RUNNER_WORKSPACE)/;
const LATER = "In `pull` it is a warning: the deploy succeeds, and every flow run fails, unless the worker's Prefect knows better.";
const steps_steps = { rules: steps_rules(), check: steps_check };
function steps_check(context, report) {
    const known = knownSteps(context.version);
    for (const file of context.files) {
        for (const section of SECTIONS) {
            const runs = section !== "pull" && isUsed(file, section);
            checkSection(file.content[section], [section], {
                file,
                title: "",
                section,
                context,
                report,
                known,
                runs,
            });
        }
        for (const entry of file.deployments) {
            for (const section of SECTIONS) {
                if (!Object.hasOwn(entry.content, section))
                    continue;
                const runs = section !== "pull";
                const place = { file, title: `${entry.title}: `, section, context, report, known, runs };
                checkSection(entry.content[section], entry.path(section), place);
            }
            checkSecrets(entry, report);
        }
        checkPull(file, context, report);
    }
}
function isUsed(file, section) {
    return (file.deployments.length === 0 ||
        file.deployments.some(({ content }) => sectionOf(content, file, section) === file.content[section]));
}
function checkSection(value, path, place) {
    const { context, file, section } = place;
    if (value === undefined || value === null)
        return;
    if (!Array.isArray(value) && !isRecord(value)) {
        say(place, "step-shape", path, "value", {
            what: `\`${section}\` is no list of steps; Prefect would drop the whole file.`,
            mend: "Begin each step with a dash and the name of its function.",
        });
        return;
    }
    const early = section !== "pull" && isBefore(context.version, SINGLE_STEP);
    if (isRecord(value) && Object.keys(value).length > 0 && early) {
        say(place, "step-shape", path, "key", {
            ...atRun(place),
            what: `\`${section}\` is one mapping, which fails before Prefect ${SINGLE_STEP}.`,
            mend: "Make it a list: put a dash before the name of the step.",
        });
    }
    if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) {
            if (isRecord(item))
                continue;
            say(place, "step-shape", [...path, index], "value", {
                what: `a step in \`${section}\` is no mapping; Prefect would drop the whole file.`,
                mend: "Write the name of the function with a colon, and its inputs below it.",
            });
        }
    }
    for (const step of stepsIn(value, path)) {
        if (checkShape(step, place))
            checkStep(step, place);
        checkClear(step.inputs, [...step.path, step.name], place.title, file, place.report);
    }
}
function checkShape({ names, name, inputs, path }, place) {
    const [, second] = names;
    if (second !== undefined) {
        const unindented = inputs === null;
        say(place, "step-shape", [...path, second], "key", {
            ...atRun(place),
            what: `a step has ${names.length} keys (${names.map((key) => `\`${key}\``).join(", ")}), which Prefect refuses ${when(place.section)}.`,
            mend: unindented
                ? `Indent \`${second}\` below \`${name}\`.`
                : "Make each a step of its own, with a dash.",
        });
        return false;
    }
    if (isRecord(inputs))
        return true;
    say(place, "step-shape", [...path, name], "key", {
        ...atRun(place),
        what: `the inputs of \`${name}\` are ${inputs === null ? "empty" : "no mapping"}, which ends in an error ${when(place.section)}.`,
        mend: inputs === null ? "Write `{}` if it needs none." : "Write one `name: value` per line below it.",
        ...(inputs === null ? { corrected: `${typeof path.at(-1) === "number" ? "- " : ""}${name}: {}` } : {}),
    });
    return false;
}
function atRun({ runs }) {
    return runs ? {} : { severity: "warning" };
}
function when(section) {
    return section === "pull" ? "in every flow run" : "in the deploy";
}
function checkStep(step, place) {
    const { name, path } = step;
    const inputs = step.inputs;
    if (Object.hasOwn(inputs, "requires")) {
        say(place, "step-requires", [...path, name, "requires"], "key", {
            what: `what \`requires\` names is installed ${place.section === "pull" ? "at the start of every flow run" : "on this runner"}, where it is missing.`,
            mend: place.section === "pull"
                ? "Put it into the image of the worker."
                : "Install it in a step of the workflow, with a pinned version.",
        });
    }
    const newest = NEWEST_STEPS[name];
    if (!newest) {
        checkName(step, place);
        return;
    }
    checkInputs(step, inputs, newest, place);
    const short = name.slice(name.lastIndexOf(".") + 1);
    if (short === "git_clone" || short === "agit_clone")
        checkClone(step, inputs, place);
    if (short === "run_shell_script")
        checkScript(step, inputs, place);
    if (place.section === "pull")
        checkRunnerPath(step, inputs, place);
}
function checkName({ name, path }, place) {
    const nearest = (0,mod/* closest */.kp)(name, Object.keys(NEWEST_STEPS));
    const bare = Object.keys(NEWEST_STEPS).find((known) => known === PACKAGE + name);
    const own = name.startsWith(PACKAGE) || /^prefect\.(?:deployment\.|projects\.|step)/.test(name);
    if (!own && (bare === undefined || name.includes(".")))
        return;
    const target = bare ?? ((0,mod/* distance */.Io)(name, nearest) <= 12 ? nearest : undefined);
    say(place, "step-unknown", [...path, name], "key", {
        ...atRun(place),
        what: `Prefect has no step \`${name}\`, and ends in an error ${when(place.section)}.`,
        mend: target === undefined
            ? `Its own steps are ${Object.keys(NEWEST_STEPS)
                .filter((known) => known.split(".").length === 4 && !known.endsWith("run_step"))
                .map((known) => `\`${known.slice(PACKAGE.length)}\``)
                .join(", ")}.`
            : `Did you mean \`${target}\`?`,
    });
}
function checkInputs({ name, path }, inputs, newest, place) {
    const { known, section } = place;
    const step = known[name] ?? newest;
    const taken = [...step.required, ...step.optional];
    const takenByNewest = [...newest.required, ...newest.optional];
    const short = name.slice(name.lastIndexOf(".") + 1);
    for (const key of Object.keys(inputs)) {
        if (newest.open || steps_RESERVED.has(key) || taken.includes(key))
            continue;
        const later = takenByNewest.includes(key);
        const isStep = Object.keys(NEWEST_STEPS).some((other) => other === key || other === PACKAGE + key);
        const nearest = (0,mod/* closest */.kp)(key, takenByNewest);
        const instead = steps_ALIASES[`${short}.${key}`] ??
            ((0,mod/* distance */.Io)(key, nearest) <= Math.max(2, key.length / 3) ? nearest : undefined);
        say(place, "step-argument", [...path, name, key], "key", {
            ...atRun(place),
            what: `\`${short}\` takes no \`${key}\`${later ? " in this version of Prefect" : ""}, and ends in an error ${when(section)}.`,
            mend: isStep
                ? `Make \`${key.startsWith(PACKAGE) ? key : PACKAGE + key}\` a step of its own.`
                : later
                    ? "Take it out, or use a newer Prefect."
                    : instead !== undefined && !Object.hasOwn(inputs, instead)
                        ? `Did you mean \`${instead}\`?`
                        : `Take it out; it takes ${takenByNewest.map((each) => `\`${each}\``).join(", ")}.`,
        });
    }
    const missing = newest.required.filter((key) => !Object.hasOwn(inputs, key));
    if (missing.length === 0)
        return;
    say(place, "step-argument", [...path, name], "key", {
        ...atRun(place),
        what: `\`${short}\` lacks ${missing.map((key) => `\`${key}\``).join(" and ")}, and ends in an error ${when(section)}.`,
        mend: `Add \`${missing[0] ?? ""}: …\` below it.`,
    });
}
const steps_ALIASES = {
    "run_shell_script.run": "script",
    "run_shell_script.command": "script",
    "run_shell_script.commands": "script",
    "run_shell_script.cwd": "directory",
    "run_shell_script.working_directory": "directory",
    "git_clone.repo": "repository",
    "git_clone.url": "repository",
    "git_clone.token": "access_token",
    "git_clone.ref": "branch",
    "git_clone.commit": "commit_sha",
    "git_clone.directory": "clone_directory_name",
    "set_working_directory.path": "directory",
    "pip_install_requirements.file": "requirements_file",
};
function checkClone({ name, path }, inputs, place) {
    for (const [one, other] of [
        ["access_token", "credentials"],
        ["branch", "commit_sha"],
    ]) {
        if (!isSure(inputs[one]) || !isSure(inputs[other]))
            continue;
        say(place, "step-conflict", [...path, name, other], "key", {
            ...atRun(place),
            what: `\`git_clone\` takes \`${one}\` or \`${other}\`, not both, and ends in an error ${when(place.section)}.`,
            mend: "Take one of the two out.",
        });
    }
}
function isSure(value) {
    if (typeof value !== "string")
        return value !== undefined && value !== null && value !== false;
    return value !== "" && !/{{(?!\s*prefect\.blocks\.)/.test(value);
}
function checkScript({ name, path }, inputs, place) {
    const { script } = inputs;
    if (typeof script !== "string") {
        if (script === undefined)
            return;
        say(place, "step-argument", [...path, name, "script"], "value", {
            ...atRun(place),
            what: `\`script\` is no text, and the step ends in an error ${when(place.section)}.`,
            mend: Array.isArray(script)
                ? "Write it as one text: `script: |`, and one command per line below."
                : "Write one text.",
        });
        return;
    }
    const shell = inputs["shell"];
    if (shell !== undefined && shell !== false)
        return;
    for (const line of script.split("\n")) {
        if (/^\s*(?:\S*\/)?(?:ba|da|z|k)?sh\s/.test(line))
            continue;
        const [, operator] = /(?:^|\s)(\|\||&&|\||>>?|2>&1|;)(?:\s|$)/.exec(withoutQuoted(line, /'[^']*'|"[^"]*"/g)) ?? [];
        const [variable] = inputs["expand_env_vars"] === undefined || inputs["expand_env_vars"] === false
            ? (/\$\{?[A-Za-z_]\w*\}?|\$\(/.exec(withoutQuoted(line, /'[^']*'|\$?\{\{[^{}]*\}\}/g)) ?? [])
            : [];
        if (operator === undefined && variable === undefined)
            continue;
        const newer = isBefore(place.context.version, SHELL) ? "" : "Add `shell: true`, or write ";
        say(place, "step-shell", [...path, name, "script"], "value", {
            what: operator === undefined
                ? `no shell runs the script, so \`${variable ?? ""}\` is handed to the program as it stands.`
                : `no shell runs the script, so \`${operator}\` and what follows are arguments of the first program.`,
            mend: newer === "" ? "Write `bash -c '…'`." : `${newer}\`bash -c '…'\`.`,
        });
        return;
    }
}
function withoutQuoted(line, quoted) {
    return line.replace(quoted, "_");
}
function checkRunnerPath({ name, path }, inputs, place) {
    for (const [key, value] of Object.entries(inputs)) {
        if (typeof value !== "string" || key === "script" || !RUNNER_PATH.test(value))
            continue;
        say(place, "runner-path", [...path, name, key], "value", {
            what: `\`${key}\` is a folder of this runner, where no worker will find it.`,
            mend: "Clone the code with `git_clone` first, and use `{{ id.directory }}` of that step; or name a folder of the worker.",
        });
    }
}
const SECRET_KEY = /(?:^|[_-])(?:password|passwd|token|api_?key|access_?key|secret_?key|private_?key|client_?secret|secret)$/i;
const steps_HARMLESS = /^(?:[./~$<*]|arn:|[a-z]+:\/\/[^@]*$|(?:true|false|none|null|auto)$)|\s|\.(?:json|pem|key|txt|ya?ml)$/i;
function checkSecrets({ content, file, path, title }, report) {
    for (const key of ["work_pool", "parameters", "schedules", "description", "version", "tags"]) {
        checkClear(content[key], path(key), `${title}: `, file, report);
    }
}
function checkClear(value, path, title, file, report) {
    if (typeof value === "string") {
        const kind = secretIn(value, path);
        if (kind === undefined)
            return;
        report("secret-in-clear", {
            what: `${title}${title === "" ? kind.charAt(0).toUpperCase() + kind.slice(1) : kind} stands here in clear, and is stored on the server in clear.`,
            mend: "Take it back where it was issued, and keep the new one in a secret block: `{{ prefect.blocks.secret.name }}` in a step, or loaded in the flow.",
            where: file.yaml.range(path, "value"),
        });
    }
    else if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
            checkClear(item, [...path, index], title, file, report);
    }
    else if (isRecord(value)) {
        for (const [key, item] of Object.entries(value))
            checkClear(item, [...path, key], title, file, report);
    }
}
function secretIn(value, path) {
    const shape = kindOfSecret(value);
    if (shape !== undefined)
        return shape;
    const key = String(path.at(-1));
    if (!SECRET_KEY.test(key) || value.includes("{{") || value.length < 6 || steps_HARMLESS.test(value))
        return undefined;
    if (/(?:^|[_-])secret$/i.test(key) && !(/\d/.test(value) && value.length >= 12))
        return undefined;
    return `the value of \`${key}\``;
}
function checkPull(file, context, report) {
    const without = file.deployments.filter(({ content }) => storesOwnFolder(content, file, context.version));
    const [first] = without;
    if (!first)
        return;
    const shown = without.slice(0, 5).map(({ title }) => title);
    const more = without.length - shown.length;
    report("no-pull", {
        what: `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}: there is no \`pull\`, so Prefect stores the folder in which it runs, which is this runner's; no worker finds the code there.`,
        mend: `Add a \`pull\` section, for example with \`${PACKAGE}git_clone\`${isBefore(context.version, EXPLICIT_PULL) ? "" : ", or `pull: []` if the image holds the code"}.`,
        where: file.yaml.range(first.path("name"), "key"),
    });
}
function storesOwnFolder(content, file, version) {
    const own = Object.hasOwn(content, "pull") ? content["pull"] : file.content["pull"];
    const explicit = Array.isArray(own) && own.length === 0;
    if (explicit && !isBefore(version, EXPLICIT_PULL))
        return false;
    const pull = isEmpty(own) ? file.content["pull"] : own;
    if (!isEmpty(pull))
        return false;
    const build = content["build"];
    const builds = stepsIn(isEmpty(build) ? file.content["build"] : build, []);
    if (builds.some(({ names }) => names.includes("prefect_docker.deployments.steps.build_docker_image")))
        return false;
    const workPool = content["work_pool"];
    const variables = isRecord(workPool) ? workPool["job_variables"] : undefined;
    const image = isRecord(variables) ? variables["image"] : undefined;
    return isEmpty(image) || isBefore(version, IMAGE_FOLDER);
}
function isEmpty(value) {
    if (Array.isArray(value))
        return value.length === 0;
    if (isRecord(value))
        return Object.keys(value).length === 0;
    return value === undefined || value === null || value === "";
}
function say({ report, file, title }, rule, path, part, { what, ...rest }) {
    const text = title === "" && !what.startsWith("`") ? what.charAt(0).toUpperCase() + what.slice(1) : what;
    report(rule, { what: `${title}${text}`, ...rest, where: file.yaml.range(path, part) });
}
function steps_rules() {
    const example = (lines) => ({
        "prefect.yaml": `${lines}\ndeployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n    work_pool:\n      name: default\n`,
        "flows/hello.py": "from prefect import flow\n\n\n@flow\ndef hello():\n    pass\n",
    });
    const clone = (inputs) => example(`pull:\n  - prefect.deployments.steps.git_clone:\n      repository: https://github.com/your-org/flows.git${inputs}`);
    const script = (inputs) => example(`build:\n  - prefect.deployments.steps.run_shell_script:\n${inputs}\npull: []`);
    return [
        {
            id: "step-shape",
            severity: "error",
            title: "A step that is not one name with its inputs",
            why: "A step is a mapping with one key, the name of a Python function, and below it its inputs as a mapping. A text drops " +
                "the whole file; two keys or empty inputs end in an error where the step runs (3.0.11, 3.4.14, 3.8.8). " +
                LATER,
            bad: example("pull:\n  - prefect.deployments.steps.git_clone:\n    repository: https://github.com/your-org/flows.git"),
            good: clone(""),
        },
        {
            id: "step-unknown",
            severity: "error",
            title: "A step that Prefect does not have",
            why: "The function is imported where the step runs; what cannot be imported ends in an error there. Only names below " +
                "`prefect.deployments.steps` and of Prefect 2's `prefect.projects` are judged. " +
                LATER,
            bad: example("pull:\n  - prefect.deployments.steps.git_clone_project:\n      repository: https://github.com/your-org/flows.git"),
            good: clone(""),
        },
        {
            id: "step-argument",
            severity: "error",
            title: "An input that a step does not take, or lacks",
            why: "Inputs are the arguments of a Python function: an unknown or a missing one is a `TypeError` where the step runs. What " +
                "Prefect's own steps take is read from the installed packages (3.0.11, 3.4.14, 3.8.8). " +
                LATER,
            bad: clone("\n      set_working_directory: flows"),
            good: example('pull:\n  - prefect.deployments.steps.git_clone:\n      id: clone\n      repository: https://github.com/your-org/flows.git\n  - prefect.deployments.steps.set_working_directory:\n      directory: "{{ clone.directory }}/flows"'),
        },
        {
            id: "step-conflict",
            severity: "error",
            title: "Two inputs that exclude each other",
            why: "`git_clone` ends in a `ValueError` where it gets both `access_token` and `credentials`, or both `branch` and " +
                "`commit_sha` (3.8.8). " +
                LATER,
            bad: clone("\n      branch: main\n      commit_sha: 0123456789abcdef0123456789abcdef01234567"),
            good: clone("\n      branch: main"),
        },
        {
            id: "step-shell",
            severity: "warning",
            title: "Shell syntax where no shell runs",
            why: "`run_shell_script` starts each line as one program. `|`, `&&` and `>` are handed to it as arguments, `$NAME` as it " +
                "stands, unless `shell: true` (from 3.6.23 on) or `expand_env_vars: true` says otherwise (3.8.8).",
            bad: script("      script: git fetch --tags && git describe"),
            good: script("      script: |\n        git fetch --tags\n        git describe"),
        },
        {
            id: "step-requires",
            severity: "note",
            title: "A step that installs packages",
            why: "Where the package cannot be imported, Prefect installs it with pip or uv: for `build` and `push` on the runner, for " +
                "`pull` at the start of every flow run, from whatever index is set up there.",
            bad: example("build:\n  - prefect_docker.deployments.steps.build_docker_image:\n      requires: prefect-docker>=0.6\n      image_name: your-org/flows\n      tag: latest\n      dockerfile: auto\npull: []"),
            good: example("build:\n  - prefect_docker.deployments.steps.build_docker_image:\n      image_name: your-org/flows\n      tag: latest\n      dockerfile: auto\npull: []"),
        },
        {
            id: "no-pull",
            severity: "warning",
            title: "No `pull` section",
            why: "Without steps to pull the code Prefect stores `set_working_directory` with the folder in which `prefect deploy` ran, " +
                "which is the runner's. Before 3.8.0 an empty `pull: []` does the same. Not so with the step " +
                "`build_docker_image`, nor, from 3.6.25 on, with an `image` in the job variables.",
            bad: example("prefect-version: 3.8.8"),
            good: example("pull: []"),
        },
        {
            id: "runner-path",
            severity: "warning",
            title: "A folder of the runner in a pull step",
            why: "Pull steps run on the worker, later. The runner's workspace is not there.",
            bad: example("pull:\n  - prefect.deployments.steps.set_working_directory:\n      directory: /home/runner/work/flows/flows"),
            good: example("pull:\n  - prefect.deployments.steps.set_working_directory:\n      directory: /opt/prefect/flows"),
        },
        {
            id: "secret-in-clear",
            severity: "warning",
            title: "A secret written in clear",
            why: "It is in the repository's history, and everyone who can read the deployment on the server can read it there. Found by " +
                "its form or by the name of its key; its value is never shown.",
            bad: clone("\n      access_token: not-a-real-token"),
            good: clone('\n      access_token: "{{ prefect.blocks.secret.github-token }}"'),
        },
    ];
}

;// CONCATENATED MODULE: ./lib/validate/rules/templates.js




const GITHUB = /\$\{\{[^{}]*\}\}/g;
const JINJA = /\{\{[^{}]+\}\}|\{%[^{}]*%\}/;
const UNBALANCED = /\{\{\s*[\w.\-[\]$]+\s*(?:\}(?!\})|$)|(?<![{$])\{\s*(?:\$\w+|[\w-]+\.[\w.-]+)\s*\}\}/;
const SECRET_BLOCK = /^prefect\.blocks\.secret\.|password|secret|token|api[_-]?key|access[_-]?key|private[_-]?key/i;
const FREE_TEXT = new Set(["description", "parameters", "script"]);
class Outputs {
    #ids = new Map();
    #fields = new Set();
    #open = false;
    constructor(earlier) {
        if (!earlier)
            return;
        this.#ids = new Map(earlier.#ids);
        this.#fields = new Set(earlier.#fields);
        this.#open = earlier.#open;
    }
    add({ name, inputs }) {
        const fields = NEWEST_STEPS[name]?.outputs ?? undefined;
        const id = isRecord(inputs) ? inputs["id"] : undefined;
        if (typeof id === "string" || typeof id === "number")
            this.#ids.set(String(id), fields);
        if (fields === undefined)
            this.#open = true;
        else
            for (const field of fields)
                this.#fields.add(field);
    }
    missing(name) {
        const [first = "", field] = name.replaceAll("[", ".").split(".", 2);
        if (field === undefined) {
            if (this.#open || this.#fields.has(first) || this.#ids.has(first))
                return undefined;
            return `no earlier step gives \`${first}\``;
        }
        if (!this.#ids.has(first)) {
            return `no earlier step has the id ${JSON.stringify(first)}`;
        }
        const fields = this.#ids.get(first);
        if (fields === undefined || fields.includes(field))
            return undefined;
        return `the step ${JSON.stringify(first)} gives ${fields.map((known) => `\`${known}\``).join(" and ")} only`;
    }
}
const templates = { rules: templates_rules(), check: templates_check };
function templates_check(context, report) {
    for (const file of context.files) {
        const shared = new Outputs();
        for (const section of SECTIONS) {
            const steps = stepsIn(file.content[section], [section]);
            checkSteps(steps, section, shared, { file, title: "", context, report });
        }
        const outputs = new Outputs();
        for (const section of ["build", "push"]) {
            for (const step of stepsIn(file.content[section], [section]))
                outputs.add(step);
        }
        for (const entry of file.deployments)
            templates_checkEntry(entry, outputs, context, report);
    }
}
function templates_checkEntry(entry, shared, context, report) {
    const { content, file } = entry;
    const about = { file, title: `${entry.title}: `, context, report };
    const own = SECTIONS.some((section) => Object.hasOwn(content, section));
    let outputs = shared;
    if (own) {
        const running = new Outputs();
        outputs = new Outputs();
        for (const section of SECTIONS) {
            const isOwn = Object.hasOwn(content, section);
            const steps = stepsIn(sectionOf(content, file, section), isOwn ? entry.path(section) : [section]);
            if (isOwn && sectionOf(content, file, section) === content[section]) {
                checkSteps(steps, section, running, about);
            }
            else
                for (const step of steps)
                    running.add(step);
            if (section !== "pull")
                for (const step of steps)
                    outputs.add(step);
        }
    }
    for (const [key, value] of Object.entries(content)) {
        if (key === "triggers" || SECTIONS.some((section) => section === key))
            continue;
        eachText(value, entry.path(key), (text, path) => {
            checkText({ value: text, path, ...about }, [...path.slice(2)], outputs);
        });
    }
}
function eachText(value, path, visit) {
    if (typeof value === "string") {
        if (value.includes("{") || value.includes("}"))
            visit(value, path);
    }
    else if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
            eachText(item, [...path, index], visit);
    }
    else if (typeof value === "object" && value !== null) {
        for (const [key, item] of Object.entries(value))
            eachText(item, [...path, key], visit);
    }
}
function checkSteps(steps, section, outputs, about) {
    for (const step of steps) {
        eachText(step.inputs, [...step.path, step.name], (value, path) => {
            const input = path[step.path.length + 1];
            if (input === "id" || input === "requires")
                return;
            checkStepText({ value, path, ...about }, input, section, outputs);
        });
        outputs.add(step);
    }
}
function checkStepText(text, input, section, outputs) {
    const rest = checkForm(text, FREE_TEXT.has(String(input)));
    for (const name of namesIn(rest)) {
        if (checkPrefectName(text, name, false))
            continue;
        if (name.startsWith("$")) {
            if (section !== "pull")
                checkVariable(text, name, "warning");
            continue;
        }
        const missing = outputs.missing(name);
        if (missing === undefined)
            continue;
        const early = section === "pull" ? "the worker" : "Prefect";
        templates_say(text, "template-unknown", {
            what: `\`{{ ${name} }}\` is filled in by nothing: ${missing}; ${early} ${text.value.trim() === `{{ ${name} }}` ? `leaves \`${String(input)}\` out` : "puts nothing there"}.`,
            mend: mendOf(name, input === "script"),
        });
    }
}
function checkText(text, below, outputs) {
    const { value, context } = text;
    const free = FREE_TEXT.has(String(below[0])) || (below[0] === "schedules" && below[2] === "parameters");
    const rest = checkForm(text, free);
    const place = below.join(".");
    const decisive = place === "name" || place === "entrypoint" || place === "work_pool.name";
    for (const name of namesIn(rest)) {
        if (checkPrefectName(text, name, decisive))
            continue;
        if (name.startsWith("ctx.") && !isBefore(context.version, "3.6.17"))
            continue;
        const whole = value.replace(PLACEHOLDER, "").trim() === "";
        if (name.startsWith("$")) {
            checkVariable(text, name, decisive || (whole && isScheduleOf(below)) ? "error" : "warning");
            continue;
        }
        const dotted = /[.[]/.test(name);
        if (!dotted && (context.env === undefined || context.env[name] !== undefined)) {
            if (decisive && context.env?.[name] === "")
                sayEmpty(text, name);
            continue;
        }
        if (place === "entrypoint" || place === "work_pool.name") {
            templates_say(text, "template-too-early", {
                what: `\`{{ ${name} }}\` is not filled in: Prefect reads \`${place}\` before any step runs, and takes the text as it stands.`,
                mend: "Use an environment variable (`{{ $NAME }}`), or write the value.",
            });
            continue;
        }
        const missing = outputs.missing(name);
        if (missing === undefined)
            continue;
        templates_say(text, "template-unknown", {
            ...(place === "name" && whole ? { severity: "error" } : {}),
            what: `\`{{ ${name} }}\` in \`${place}\` is filled in by nothing: ${missing.replace("earlier step", "build or push step")}; Prefect ${whole ? "leaves the key out" : "puts nothing there"}.`,
            mend: mendOf(name, false),
        });
    }
}
function isScheduleOf(below) {
    const key = below[0] === "schedules" ? below[2] : below[0] === "schedule" ? below[1] : undefined;
    return key === "cron" || key === "rrule";
}
function mendOf(name, isScript) {
    const [scope, field] = name.split(".", 2);
    if (scope === "env" && field !== undefined)
        return `Write \`{{ $${field} }}\` for an environment variable.`;
    if (scope === "vars" || scope === "variables") {
        return `Write \`{{ prefect.variables.${field ?? "name"} }}\` for a variable of Prefect, or \`{{ $${field ?? "NAME"} }}\` for one of the environment.`;
    }
    if (isScript && name.startsWith("."))
        return "Write it with a space that is not at the edge, as in `{{json .Id}}`.";
    return "Correct it to `id.field` of a step, or to `$NAME` for an environment variable.";
}
function checkVariable(text, placeholder, severity) {
    const { env } = text.context;
    if (env === undefined)
        return;
    const name = placeholder.replace(/^\$+/, "");
    const value = env[name];
    if (value === undefined) {
        templates_say(text, "template-unset", {
            severity,
            what: `\`{{ $${name} }}\` is not set in this job; Prefect ${severity === "error" ? "cannot deploy with nothing there" : "puts nothing there"}.`,
            mend: `Set ${name} with \`env:\` in the workflow.`,
        });
    }
    else if (severity === "error" &&
        text.value.replace(PLACEHOLDER, "").trim() === "" &&
        value.trim() === "") {
        sayEmpty(text, `$${name}`);
    }
}
function sayEmpty(text, name) {
    if (text.value.replace(PLACEHOLDER, "").trim() !== "" || namesIn(text.value).length > 1)
        return;
    templates_say(text, "template-unset", {
        severity: "error",
        what: `\`{{ ${name} }}\` is empty in this job; Prefect cannot deploy with nothing there.`,
        mend: "Check `env:` in the workflow, and that the secret or variable that it takes exists.",
    });
}
function checkForm(text, free) {
    const { value } = text;
    const rest = value.replace(GITHUB, "");
    if (rest !== value) {
        const [found = ""] = value.match(GITHUB) ?? [];
        const kept = found.replace(PLACEHOLDER, "") === found;
        templates_say(text, "template-github", {
            what: `\`${found}\` is an expression of GitHub, which fills in workflows only; Prefect ${kept ? "stores it as it stands" : `makes \`${found.replace(PLACEHOLDER, "")}\` of it`}.`,
            mend: "Hand the value over with `env:` in the workflow, and write `{{ $NAME }}` here.",
        });
    }
    if (free)
        return rest;
    const left = rest.replace(PLACEHOLDER, "");
    const [unbalanced] = UNBALANCED.exec(left) ?? [];
    const [jinja] = JINJA.exec(left) ?? [];
    if (unbalanced !== undefined) {
        templates_say(text, "template-braces", {
            what: `\`${unbalanced}\` lacks a brace; Prefect stores it as it stands.`,
            mend: `Write \`{{ ${unbalanced.replaceAll(/[{}\s]/g, "")} }}\`.`,
        });
    }
    else if (jinja !== undefined && !jinja.includes("ctx.")) {
        templates_say(text, "template-braces", {
            what: `\`${jinja}\` is no template to Prefect, which knows names only, no filters and no statements; it stores the text as it stands.`,
            mend: "Write `{{ $NAME }}` or `{{ id.field }}`, and compute the value in a build step or in the workflow.",
        });
    }
    return rest;
}
function checkPrefectName(text, name, decisive) {
    const { version } = text.context;
    const shown = `\`{{ ${name} }}\``;
    const later = text.path[0] !== "deployments";
    if (name.startsWith("prefect.blocks.")) {
        if (name
            .split(".")
            .slice(2)
            .filter((part) => part !== "").length < 2) {
            templates_say(text, "template-prefect", {
                ...(later ? {} : { severity: "error" }),
                what: `${shown} names no block, and ${later ? "the step" : "Prefect"} ends with an error.`,
                mend: "Write `{{ prefect.blocks.type.name }}`, for example `{{ prefect.blocks.secret.api-key }}`.",
            });
        }
        else if (isBefore(version, "3.7.0") && text.value.trim() !== (text.value.match(PLACEHOLDER) ?? [])[0]) {
            templates_say(text, "template-prefect", {
                ...(later ? {} : { severity: "error" }),
                what: `${shown} has text around it, which Prefect refuses before 3.7.0.`,
                mend: "Let the block hold the whole text, or use a newer Prefect.",
            });
        }
        else
            checkStored(text, name);
        return true;
    }
    if (name.startsWith("prefect.variables.")) {
        const variable = name.slice("prefect.variables.".length);
        if (!/^[a-z0-9_-]+$/.test(variable)) {
            templates_say(text, "template-prefect", {
                ...(decisive ? { severity: "error" } : {}),
                what: `${shown} becomes nothing: ${variable.includes(".") || variable.includes("[") ? "Prefect does not look inside variables" : `no variable of Prefect can have the name \`${variable}\``}.`,
                mend: variable.includes(".")
                    ? "Make a variable of its own for each value."
                    : "Names of variables have small letters, digits, `_` and `-` only.",
            });
        }
        return true;
    }
    if (!/^prefect(?:[.\-_[]|$)/i.test(name))
        return false;
    const [, kind = "", ...rest] = name.split(".");
    const nearest = /^b/i.test(kind) ? "blocks" : /^v/i.test(kind) ? "variables" : undefined;
    templates_say(text, "template-prefect", {
        ...(decisive ? { severity: "error" } : {}),
        what: `${shown} is filled in by nothing: Prefect knows \`prefect.blocks.…\` and \`prefect.variables.…\` only.`,
        mend: nearest === undefined
            ? "Use one of the two."
            : `Did you mean \`{{ prefect.${nearest}.${rest.join(".") || (nearest === "blocks" ? "type.name" : "name")} }}\`?`,
    });
    return true;
}
function checkStored(text, name) {
    const section = text.path[0] === "deployments" ? text.path[2] : text.path[0];
    if (SECTIONS.some((known) => known === section) || !SECRET_BLOCK.test(name))
        return;
    templates_say(text, "secret-stored", {
        what: `the value behind \`{{ ${name} }}\` is filled in by \`prefect deploy\` and stored in clear with the deployment.`,
        mend: "Load the block in the flow, or give the secret to the work pool or to the worker's environment.",
    });
}
function namesIn(text) {
    return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}
function templates_say({ report, file, path, title }, rule, { what, ...rest }) {
    report(rule, {
        what: title === "" ? sentence(what) : `${title}${what}`,
        ...rest,
        where: file.yaml.range(path, "value"),
    });
}
function sentence(what) {
    return what.charAt(0).toUpperCase() + what.slice(1);
}
function templates_rules() {
    const example = (lines) => ({
        "prefect.yaml": `pull: []\ndeployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n${lines}\n`,
        "flows/hello.py": 'from prefect import flow\n\n\n@flow\ndef hello(city: str = ""):\n    pass\n',
    });
    const pool = "    work_pool:\n      name: default";
    return [
        {
            id: "template-unset",
            severity: "warning",
            title: "An environment variable that is not set in this job",
            why: "Prefect puts nothing in its place, with a warning at most, and exits 0 (3.0.11, 3.4.14, 3.8.8). In `name`, " +
                "`entrypoint`, the name of the work pool or a schedule's `cron` nothing can be deployed that way. In a pull step the " +
                "worker's own environment counts, so it is not judged.",
            bad: example(`    version: "{{ $CITY_VERSION }}"\n${pool}`),
            good: example(`    version: "1.0"\n${pool}`),
        },
        {
            id: "template-unknown",
            severity: "warning",
            title: "A template that nothing fills in",
            why: "`{{ id.field }}` takes the output of the step with this id, in the deployment from build and push steps, in a step " +
                "from those before it. What is not there becomes nothing: a key whose whole value it is disappears, with a " +
                "warning at most, and the deploy exits 0 (3.8.8).",
            bad: example(`    build:\n      - prefect.deployments.steps.run_shell_script:\n          id: commit\n          script: git rev-parse HEAD\n    version: "{{ comit.stdout }}"\n${pool}`),
            good: example(`    build:\n      - prefect.deployments.steps.run_shell_script:\n          id: commit\n          script: git rev-parse HEAD\n    version: "{{ commit.stdout }}"\n${pool}`),
        },
        {
            id: "template-too-early",
            severity: "error",
            title: "A step's output where no step has run yet",
            why: "Prefect imports the flow and asks for the work pool before it runs build steps. A step's output in `entrypoint` or " +
                "`work_pool.name` is still the text `{{ … }}` then, and the deploy fails (3.8.8).",
            bad: example('    work_pool:\n      name: "{{ choose.stdout }}"'),
            good: example(pool),
        },
        {
            id: "template-braces",
            severity: "warning",
            title: "Braces that are no template to Prefect",
            why: "Prefect fills in `{{ name }}` and nothing else: no filters, no statements, no defaults. Anything else is stored as " +
                "it stands (3.0.11, 3.4.14, 3.8.8).",
            bad: example(`    version: "{{ $CITY_VERSION }"\n${pool}`),
            good: example(`    version: "1.0"\n${pool}`),
        },
        {
            id: "template-prefect",
            severity: "warning",
            title: "A block or variable that Prefect does not resolve",
            why: "Only `prefect.blocks.type.name` and `prefect.variables.name` are resolved. A misspelt one becomes nothing; a block " +
                "without its name ends the deploy, as does a block with text around it before 3.7.0 (3.8.8). Variables are not " +
                "looked into: `prefect.variables.name.field` becomes nothing.",
            bad: example(`    parameters:\n      city: "{{ prefect.variable.city }}"\n${pool}`),
            good: example(`    parameters:\n      city: "{{ prefect.variables.city }}"\n${pool}`),
        },
        {
            id: "template-github",
            severity: "warning",
            title: "An expression of GitHub in a prefect file",
            why: "GitHub fills in `${{ … }}` in workflows only. Prefect takes `{{ secrets.TOKEN }}` in it for a template that nothing " +
                "fills in, and stores a single `$` (3.8.8).",
            bad: example(`    version: "\${{ github.sha }}"\n${pool}`),
            good: example(`    version: "1.0"\n${pool}`),
        },
        {
            id: "secret-stored",
            severity: "warning",
            title: "A secret block whose value is stored in clear",
            why: "Outside of steps `prefect deploy` resolves blocks itself: what the block holds is stored with the deployment, in clear, " +
                "for everyone who can read it, and a new value of the block does not reach it (3.8.8). In steps the reference " +
                "is kept, and filled in where they run.",
            bad: example('    work_pool:\n      name: default\n      job_variables:\n        env:\n          API_KEY: "{{ prefect.blocks.secret.api-key }}"'),
            good: example(pool),
        },
    ];
}

;// CONCATENATED MODULE: ./lib/validate/rules.js







const RULE_SETS = [structure, entrypoints, flow_names_flowNames, schedules, templates, steps_steps];
const RULES = [...FILE_RULES, ...RULE_SETS.flatMap(({ rules }) => rules)];
const RULE_IDS = RULES.map(({ id }) => id);
const SEVERITIES = new Map(RULES.map(({ id, severity }) => [id, severity]));
function severityOf(rule) {
    const severity = SEVERITIES.get(rule);
    if (severity === undefined)
        throw new Error(`No rule ${rule}.`);
    return severity;
}

;// CONCATENATED MODULE: ./lib/inputs.js












const MODES = ["deploy", "validate"];
const CONFIG_TARGETS = ["prefect.toml", "pyproject.toml", "none"];
const UNSET = "unset";
const INPUT_NAMES = [
    "api-url",
    "auth-string",
    "username",
    "password",
    "api-key",
    "oidc-audience",
    "token-url",
    "client-id",
    "client-secret",
    "scope",
    "audience",
    "headers",
    "ca-certificate",
    "client-certificate",
    "client-key",
    "tls-skip-verify",
    "mode",
    "ignore-rules",
    "names",
    "prefect-file",
    "working-directory",
    "prefect-command",
    "profile",
    "environment",
    "ui-url",
    "timeout",
    "retries",
    "config-target",
    "keep-config",
    "summary",
];
function rawSecrets(raw) {
    const given = (name) => (raw(name).trim() === UNSET ? "" : raw(name));
    return {
        values: [
            ...["auth-string", "password", "api-key", "client-secret"].map(given),
            ...keyLines(given("client-key")),
        ],
        username: given("username"),
        password: given("password"),
        headers: raw("headers"),
    };
}
function readInputs(raw, workspace, findings) {
    const connection = readConnection(raw, findings);
    const inputs = {
        ...connection,
        ...projectInputs(raw, workspace, findings),
        tls: readTls(raw, workspace, findings),
        prefectCommand: command(raw("prefect-command"), findings),
        profile: raw("profile").trim() || undefined,
        timeout: wholeNumber("timeout", raw("timeout"), 1, 86_400, "seconds", findings),
        retries: wholeNumber("retries", raw("retries"), 0, 100, "tries", findings),
        configTarget: oneOf("config-target", raw("config-target"), CONFIG_TARGETS, findings),
        keepConfig: yesOrNo("keep-config", raw("keep-config"), findings),
    };
    findings.stopOnProblems();
    for (const value of Object.values(inputs))
        Object.freeze(value);
    return Object.freeze(inputs);
}
function readMode(raw) {
    const findings = new Findings();
    const mode = oneOf("mode", raw("mode"), MODES, findings);
    findings.stopOnProblems();
    return mode;
}
function readProjectInputs(raw, workspace, findings) {
    const inputs = projectInputs(raw, workspace, findings);
    findings.stopOnProblems();
    return inputs;
}
function projectInputs(raw, workspace, findings) {
    const prefectFiles = lines(raw("prefect-file"));
    if (prefectFiles.length === 0) {
        findings.problem("`prefect-file` is empty.", "Give the path of a prefect file, for example `prefect.yaml`.");
    }
    const ignoreRules = raw("ignore-rules")
        .split(/[\s,]+/)
        .filter((rule) => rule !== "");
    checkIgnored(ignoreRules, RULE_IDS, findings);
    return {
        prefectFiles,
        ignoreRules,
        names: lines(raw("names")),
        workingDirectory: (0,external_node_path_namespaceObject.resolve)(workspace, raw("working-directory").trim() || "."),
        environment: label(raw("environment"), findings),
        summary: yesOrNo("summary", raw("summary"), findings),
    };
}
function readConnection(raw, findings) {
    const apiUrl = requiredUrl(raw("api-url"), findings);
    const headers = parseHeaders(raw("headers"), findings);
    const credential = chooseCredential({
        authString: secret("auth-string", raw, findings),
        username: secret("username", raw, findings),
        password: secret("password", raw, findings),
        apiKey: token(secret("api-key", raw, findings), findings),
        oidcAudience: audience(secret("oidc-audience", raw, findings), findings),
        tokenUrl: tokenUrl(secret("token-url", raw, findings), findings),
        clientId: secret("client-id", raw, findings),
        clientSecret: secret("client-secret", raw, findings),
        scope: secret("scope", raw, findings),
        audience: secret("audience", raw, findings),
    }, headers, findings);
    const sends = credential.kind !== "none" || Object.keys(headers).length > 0;
    if (sends && travelsInClear(apiUrl)) {
        findings.warning("`api-url` is http:// and its host is not this machine: the credential travels in clear.", "Use https://.");
    }
    if (isMint(credential) && credential.kind === "token-url" && travelsInClear(credential.url)) {
        findings.problem("`token-url` is http:// and its host is not this machine: the client secret would travel in clear.", "Use https://.");
    }
    const uiUrl = raw("ui-url").trim() ? url("ui-url", raw("ui-url"), findings) : defaultUiUrl(apiUrl);
    return { apiUrl, uiUrl, credential, headers };
}
function readTls(raw, workspace, findings) {
    const given = raw("ca-certificate");
    const ca = given.trim() === UNSET ? undefined : readCaCertificate(given, workspace, findings);
    const client = readClient(raw, workspace, findings);
    if (client && /^http:/i.test(raw("api-url").trim())) {
        findings.problem("`client-certificate` is given, and `api-url` is http://: without TLS there is nobody to show it to.", "Use https://, or take `client-certificate` and `client-key` out.");
    }
    const skipVerify = yesOrNo("tls-skip-verify", raw("tls-skip-verify"), findings);
    if (skipVerify && ca !== undefined) {
        findings.problem("`ca-certificate` and `tls-skip-verify` are both given: without a check the certificate has no use.", "Take `tls-skip-verify` out.");
    }
    return { ca, caFile: undefined, client, skipVerify };
}
function readClient(raw, workspace, findings) {
    const values = { certificate: raw("client-certificate"), key: raw("client-key") };
    const has = { certificate: values.certificate.trim() !== UNSET, key: values.key.trim() !== UNSET };
    if (has.certificate && has.key)
        return readClientCertificate(values, workspace, findings);
    if (has.certificate || has.key) {
        const [given, missing] = has.certificate ? ["certificate", "key"] : ["key", "certificate"];
        findings.problem(`\`client-${given}\` is given without \`client-${missing}\`.`, "Give both: the certificate, and the private key that it was made for.");
    }
    return undefined;
}
function defaultUiUrl(apiUrl) {
    return apiUrl.replace(/\/api$/, "");
}
function secret(name, raw, findings) {
    const value = raw(name);
    if (value.trim() === UNSET)
        return undefined;
    const { clean, note } = cleanSecret(value);
    if (note)
        findings.note(`\`${name}\`: ${note}`);
    const control = controlCharacter(clean);
    if (control) {
        findings.problem(`\`${name}\` holds a control character (${control}) in its middle, which no HTTP header can carry.`, "Store the secret again, on one line; nothing of it is shown here.");
    }
    if (clean.length > LONGEST_SECRET) {
        findings.problem(`\`${name}\` has ${clean.length} characters, more than gates and servers take in a header (8 kB).`, "Check what is stored in it: a file, or several secrets at once, do not belong there.");
    }
    if (/^(["'`]).+\1$/s.test(clean))
        inputs_quoted(name, findings);
    return clean;
}
const LONGEST_SECRET = 7_500;
function inputs_quoted(name, findings) {
    const what = `\`${name}\` is in quotes, which are sent as a part of it.`;
    const mend = "Store it without quotes: `NAME=value` files need them, secrets do not.";
    if (name === "password")
        findings.warning(what, `${mend} Where they belong to the password, all is well.`);
    else
        findings.problem(what, mend);
}
function tokenUrl(value, findings) {
    if (value === undefined || value === "")
        return value;
    return url("token-url", value, findings) || "https://refused.invalid";
}
function audience(value, findings) {
    if (value === undefined || (!value.startsWith("eyJ") && !/^(?!urn:|api:)[^:/\s]+:(?!\/\/)/.test(value)))
        return value;
    findings.problem("`oidc-audience` looks like a token, or like user:password, and not like an audience.", "Give the audience that the gate expects, for example https://prefect.example.com; a token belongs in `api-key`, user and password in `auth-string`.");
    return value;
}
function token(value, findings) {
    if (value === undefined)
        return undefined;
    const clean = value.replace(/^(?:authorization:\s*)?bearer(?:\s+|$)/i, "");
    if (clean !== value)
        findings.note("`api-key`: the word Bearer before it was removed; store it without.");
    if (!isAscii(clean)) {
        findings.problem("`api-key` holds a character outside ASCII, which Prefect's client cannot send.", "Store the token again; typographic quotes or dashes come from copying it out of a document.");
    }
    else if (/^[^:\s]+:[^:]*$/.test(clean)) {
        findings.problem("`api-key` holds a colon, which no token has: it looks like user:password.", "Give it as `auth-string`.");
    }
    else if (/ /.test(clean)) {
        findings.problem("`api-key` holds a space, which no token has (RFC 6750).", "Store the token alone.");
    }
    else if (isCutJwt(clean)) {
        findings.problem("`api-key` begins as a JWT does, but is not a whole one: it was cut when it was copied.", "Store the whole token, three parts with two dots between them.");
    }
    return clean;
}
function requiredUrl(value, findings) {
    if (value.trim() !== "")
        return url("api-url", value, findings);
    findings.problem("`api-url` is empty.", "Give the URL of the Prefect API, for example https://prefect.example.com/api; where it comes from a variable or secret, check its name.");
    return "";
}
function url(name, value, findings) {
    const example = URL_EXAMPLES[name];
    const { clean, notes } = cleanUrl(value);
    for (const note of notes)
        findings.note(`\`${name}\`: ${note}`);
    const fail = (what, mend) => {
        findings.problem(what, mend);
        return "";
    };
    if (!/^https?:\/\//i.test(clean)) {
        return fail(`\`${name}\` does not start with https:// (or http://).`, `Write the whole URL, for example ${example}.`);
    }
    if (/\s/.test(clean) || controlCharacter(clean) || !URL.canParse(clean)) {
        return fail(`\`${name}\` is not a valid URL.`, `Check it for spaces and line ends; expected is something like ${example}.`);
    }
    const parsed = new URL(clean);
    if (parsed.username || parsed.password) {
        return fail(`\`${name}\` holds a user name or password before the host; Prefect would print it in links and errors.`, name === "token-url"
            ? "Take it out of the URL and give it as `client-id` and `client-secret`."
            : "Take it out of the URL and give it as `username` and `password`.");
    }
    if (name === "token-url" ? clean.includes("#") : /[?#]/.test(clean)) {
        return fail(`\`${name}\` has a query or fragment (? or #), which does not belong there.`, `Give the address only, for example ${example}.`);
    }
    return parsed.href.replace(/\/+$/, "");
}
const URL_EXAMPLES = {
    "api-url": "https://prefect.example.com/api",
    "ui-url": "https://prefect.example.com",
    "token-url": "https://login.example.com/oauth2/token",
};
function cleanUrl(value) {
    const notes = [];
    let clean = value.trim();
    if (clean !== value)
        notes.push("spaces or line ends around it were removed.");
    const linked = /^<([^|>]*)(\|[^>]*)?>$/.exec(clean) ?? /^\[[^\]]*\]\(([^)]*)\)$/.exec(clean);
    if (linked?.[1] !== undefined) {
        clean = linked[1].trim();
        notes.push("it was pasted as a formatted link; only the address is used.");
    }
    if (/[^/:]\/+$/.test(clean)) {
        clean = clean.replace(/\/+$/, "");
        notes.push("the slash at its end was removed.");
    }
    return { clean, notes };
}
function travelsInClear(apiUrl) {
    if (!apiUrl.startsWith("http://"))
        return false;
    const host = new URL(apiUrl).hostname.replace(/^\[|\]$/g, "");
    const loopback = host === "localhost" ||
        host.endsWith(".localhost") ||
        host === "::1" ||
        ((0,external_node_net_namespaceObject.isIP)(host) === 4 && host.startsWith("127."));
    return !loopback;
}
function command(value, findings) {
    const words = parseArgsStringToArgv(value.trim());
    const operator = words.find((word) => /^(&&?|\|\|?|;|<|>|>>)$|\$\(|`|;$/.test(word));
    if (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) {
        findings.problem("`prefect-command` sets a variable as a shell does, but it is run without a shell.", "Set the variable with `env:` at this step.");
    }
    else if (operator !== undefined) {
        findings.problem("`prefect-command` holds a shell operator, but it is run without a shell.", "Give one command, for example `prefect`, `uv run prefect` or `python -m prefect`; prepare the rest in a step before.");
    }
    else if (!/(^|[\\/])prefect(\.exe)?$/.test(words.at(-1) ?? "")) {
        findings.problem("`prefect-command` does not end with the word prefect.", "Give the command without arguments of Prefect's own, for example `prefect`, `uv run prefect`, `.venv/bin/prefect` or `python -m prefect`.");
    }
    return words;
}
function label(value, findings) {
    const clean = value.trim();
    if (/[\r\n]/.test(clean) || clean.length > 100) {
        findings.problem("`environment` has more than one line or more than 100 characters.", "Give a short label for this job, for example `production`.");
    }
    return clean || undefined;
}
function lines(value) {
    return value
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "");
}
function wholeNumber(name, value, min, max, unit, findings) {
    const clean = value.trim();
    const number = Number(clean);
    if (!/^\d+$/.test(clean) || number < min || number > max) {
        findings.problem(`\`${name}\` is ${JSON.stringify(shorten(clean))}.`, `Give a whole number of ${unit} from ${min} to ${max}.`);
    }
    return number;
}
function oneOf(name, value, allowed, findings) {
    const clean = value.trim();
    const found = allowed.find((candidate) => candidate === clean);
    if (found === undefined) {
        findings.problem(`\`${name}\` is ${JSON.stringify(shorten(clean))}.`, `Give one of ${allowed.map((choice) => `\`${choice}\``).join(", ")}.`);
    }
    return found ?? allowed[0];
}
function yesOrNo(name, value, findings) {
    const clean = value.trim().toLowerCase();
    if (clean !== "true" && clean !== "false") {
        findings.problem(`\`${name}\` is ${JSON.stringify(shorten(value.trim()))}.`, "Give `true` or `false`.");
    }
    return clean === "true";
}
function shorten(text) {
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

;// CONCATENATED MODULE: ./lib/settings/effective.js




function checkEffective(inputs, resolved, sources, probe, findings) {
    const { settings } = probe;
    const winner = (name, value) => whoWon(name, value, inputs, sources, probe);
    checkUrl(inputs, settings, winner, findings);
    checkAuthentication(inputs, probe, winner, findings);
    checkHeaders(resolved, probe, findings);
    if (inputs.profile !== undefined && settings.profile !== inputs.profile) {
        findings.problem(`\`profile\` is ${JSON.stringify(inputs.profile)}, which Prefect does not know; it took ${JSON.stringify(settings.profile ?? "none")} instead.`, `Known are: ${sources.profile?.known.join(", ") || "only Prefect's own (local, ephemeral)"}.`);
    }
    if (settings.tls_insecure_skip_verify && !inputs.tls.skipVerify) {
        findings.problem(`Prefect would not check the server's certificate. ${winner("skipVerify")} won.`, "Take that setting out; only the input `tls-skip-verify` can switch the check off.");
    }
    return effective_rows(inputs, settings, sources);
}
function checkUrl(inputs, settings, winner, findings) {
    const effective = settings.api_url?.replace(/\/+$/, "") ?? "";
    if (effective === inputs.apiUrl)
        return;
    const instead = effective === ""
        ? "no API URL at all, and would deploy to a temporary local server"
        : withoutUserinfo(effective);
    findings.problem(`Prefect would not deploy to ${inputs.apiUrl}: it has ${instead}. ${winner("apiUrl", settings.api_url ?? "")} won.`, "Take that setting out; this action gives the URL from `api-url`.");
}
function checkAuthentication(inputs, probe, winner, findings) {
    const { settings, version } = probe;
    const { kind } = inputs.credential;
    if (kind === "basic" && !settings.auth_string_supported) {
        findings.problem(`Prefect ${version} cannot send Basic authentication: its client knows no auth string (it came with 3.1.8).`, "Install a newer client, of the server's version if you can; or let the gate accept a token and give it as `api-key`.");
        return;
    }
    if (!settings.auth_string_as_asked) {
        findings.problem(`Prefect would not send the authentication that was asked for (${kind}): its auth string is ${settings.auth_string_set ? "another one" : "empty"}. ${winner("authString")} won.`, "Take that setting out; this action gives the credential from its inputs.");
    }
    if (!settings.key_as_asked) {
        findings.problem(`Prefect would not send the authentication that was asked for (${kind}): its API key is ${settings.key_set ? "another one" : "empty"}. ${winner("apiKey")} won.`, "Take that setting out; this action gives the credential from its inputs.");
    }
}
function checkHeaders(resolved, probe, findings) {
    const { settings, version } = probe;
    const foreign = settings.headers.filter((name) => findHeader(resolved.headers, name) === undefined);
    if (foreign.length > 0) {
        findings.problem(`Prefect would also send ${foreign.join(", ")}, from a source of custom headers that this action does not know; a header such as Authorization or Host decides where the credential counts.`, `Take ${SETTINGS.customHeaders.env} or \`custom_headers\` out of the files and scripts of the job, and give the headers as \`headers\`.`);
    }
    const lost = settings.headers_missing.filter((name) => Object.hasOwn(resolved.headers, name));
    if (lost.length > 0) {
        findings.problem(`Prefect ${version} would not send ${lost.join(", ")}: ${settings.headers.length === 0 ? "its client knows no custom headers (they came with 3.4.8)" : "another value is in force"}.`, "Install a newer client, of the server's version if you can.");
    }
}
function whoWon(name, value, inputs, sources, probe) {
    if (probe.changedEnvironment.includes(SETTINGS[name].env)) {
        return `\`${inputs.prefectCommand.join(" ")}\`, which sets ${SETTINGS[name].env} itself,`;
    }
    const found = sources.settings.find((setting) => setting.name === name && (value === undefined || setting.value === value));
    if (!found)
        return `An unknown source of ${dotted(name)}`;
    return found.where ? `${found.where.file}:${found.where.line ?? 1} (${dotted(name)})` : found.from;
}
function effective_rows(inputs, settings, sources) {
    const { kind } = inputs.credential;
    const header = findHeader(inputs.headers, "authorization");
    const authentication = header === undefined ? describeCredential(inputs.credential) : "header Authorization";
    return [
        { name: "API URL", value: withoutUserinfo(settings.api_url ?? "none"), source: "`api-url`" },
        {
            name: "UI URL",
            value: withoutUserinfo(settings.ui_url ?? "none"),
            source: inputs.uiUrl === defaultUiUrl(inputs.apiUrl) ? "from `api-url`" : "`ui-url`",
        },
        {
            name: "Authentication",
            value: authentication,
            source: kind === "none" && header === undefined ? "no credential was given" : "inputs",
        },
        {
            name: "Custom headers",
            value: settings.headers.join(", ") || "none",
            source: headerSource(inputs, sources),
        },
        {
            name: "TLS certificates",
            value: settings.tls_insecure_skip_verify
                ? "NOT CHECKED"
                : (settings.ssl_cert_file ?? "system defaults"),
            source: sourceOf(settings.tls_insecure_skip_verify ? "skipVerify" : "caFile", sources),
        },
        {
            name: "Profile",
            value: settings.profile ?? "none",
            source: inputs.profile === undefined
                ? "active on this runner; URL and credential do not come from it"
                : "`profile`",
        },
        { name: "Prompts", value: settings.prompt === false ? "off" : "on", source: "this action" },
    ];
}
function headerSource(inputs, sources) {
    const others = sources.settings
        .filter((setting) => setting.name === "customHeaders" && setting.value !== "{}")
        .map((setting) => setting.from);
    return ([...(Object.keys(inputs.headers).length > 0 ? ["`headers`"] : []), ...others].join(", ") || "default");
}
function sourceOf(name, sources) {
    const found = sources.settings.find((setting) => setting.name === name);
    if (!found)
        return "default";
    return found.where ? `${found.where.file}:${found.where.line ?? 1}` : found.from;
}
function withoutUserinfo(url) {
    return url.replace(/\/\/.*@/s, "//***@");
}

;// CONCATENATED MODULE: ./lib/settings/environment.js

function childEnvironment(inherited, settings) {
    const decided = new Set(Object.keys(settings));
    const own = new Set(INPUT_NAMES.map((input) => `INPUT_${input.toUpperCase()}`));
    const kept = Object.entries(inherited).filter(([name]) => !own.has(name) &&
        name !== "GITHUB_STATE" &&
        !decided.has(name.toUpperCase()));
    return {
        COLUMNS: "120",
        ...Object.fromEntries(kept),
        PYTHONUNBUFFERED: "1",
        PYTHONUTF8: "1",
        ...settings,
    };
}

;// CONCATENATED MODULE: ./lib/settings/rivals.js



function resolveRivals(inputs, sources, findings) {
    const asked = askedSettings(inputs);
    for (const setting of sources.settings)
        reportRival(setting, asked, findings);
    const headers = mergeHeaders(inputs, sources, findings);
    const strongest = (name) => sources.settings.find((setting) => setting.name === name)?.value;
    const caFile = inputs.tls.caFile ?? strongest("caFile");
    return {
        env: {
            ...Object.fromEntries(Object.entries(asked).map(([name, value]) => [SETTINGS[name].env, value])),
            [SETTINGS.customHeaders.env]: JSON.stringify(headers),
            [SETTINGS.prompt.env]: "false",
            ...(inputs.profile === undefined ? {} : { PREFECT_PROFILE: inputs.profile }),
        },
        headers,
        caFile: typeof caFile === "string" && caFile !== "" ? caFile : undefined,
        skipVerify: inputs.tls.skipVerify,
    };
}
function askedSettings(inputs) {
    const { credential } = inputs;
    return {
        apiUrl: inputs.apiUrl,
        apiKey: credential.kind === "bearer" ? credential.token : "",
        authString: credential.kind === "basic" ? `${credential.user}:${credential.password}` : "",
        uiUrl: inputs.uiUrl,
        skipVerify: String(inputs.tls.skipVerify),
        ...(inputs.tls.caFile === undefined ? {} : { caFile: inputs.tls.caFile }),
    };
}
function reportRival(setting, asked, findings) {
    const wanted = asked[setting.name];
    if (wanted === undefined || setting.name === "uiUrl" || setting.value === wanted || setting.value === "")
        return;
    if (setting.name === "skipVerify") {
        if (isTrue(setting.value) && wanted === "false") {
            findings.warning(`${dotted(setting.name)} from ${setting.from} is not used: the server's certificate is checked all the same.`, "Name the private authority in `ca-certificate`; only the input `tls-skip-verify` can switch the check off.", setting.where);
        }
        return;
    }
    const place = setting.where ? `${setting.where.file}:${setting.where.line ?? 1}` : setting.from;
    const what = setting.kind === "profile" ? `${place} (${setting.from})` : place;
    findings.note(setting.name === "apiUrl"
        ? `${dotted(setting.name)} from ${what} is overruled by \`api-url\`.`
        : `${dotted(setting.name)} from ${what} is not used: ${wanted === "" ? "blanked" : "replaced by the input"} for this step.`);
}
function mergeHeaders(inputs, sources, findings) {
    const merged = {};
    for (const setting of sources.settings.filter(({ name }) => name === "customHeaders").reverse()) {
        const sent = [];
        for (const [name, value] of Object.entries(headersOf(setting))) {
            if (!isUsable(name, value, setting, findings))
                continue;
            setHeader(merged, name, value);
            sent.push(name);
        }
        if (sent.length > 0)
            findings.note(`Also sent, from ${setting.from}: ${sent.join(", ")}.`);
    }
    for (const [name, value] of Object.entries(inputs.headers))
        setHeader(merged, name, value);
    return merged;
}
function isUsable(name, value, setting, findings) {
    const why = unsendable(name, value);
    if (why !== undefined) {
        findings.problem(`The custom headers of ${setting.from} hold ${why}.`, "Mend it there; Prefect's client would end in an error.", setting.where);
        return false;
    }
    const credential = name.toLowerCase() === "authorization";
    if (!credential && !isReserved(name))
        return true;
    if (setting.kind === "environment") {
        findings.note(`${name} in ${setting.from} is not used: ${credential ? "the credential comes from the inputs" : "it is set by HTTP or by Prefect itself"}.`);
    }
    else if (credential) {
        findings.problem(`The custom headers of ${setting.from} hold ${name}. It would replace the credential on every request, and Prefect merges headers from all sources, so that it cannot be blanked.`, "Take it out there, and give the credential as an input of this step.", setting.where);
    }
    else {
        findings.problem(`The custom headers of ${setting.from} hold ${name}, which is set by HTTP or by Prefect itself.`, "Take it out there.", setting.where);
    }
    return false;
}
function isTrue(value) {
    return (value === true ||
        value === 1 ||
        (typeof value === "string" && ["1", "true", "t", "yes", "y", "on"].includes(value.toLowerCase())));
}

;// CONCATENATED MODULE: ./lib/manifest/files.js


const SKIPPED = ["**/node_modules/**", "**/.venv/**", "**/venv/**", "**/.git/**", "**/site-packages/**"];
function findFiles(patterns, directory, show, findings) {
    const found = new Set();
    for (const pattern of patterns) {
        const literal = (0,external_node_path_namespaceObject.resolve)(directory, pattern);
        const isFile = (0,external_node_fs_namespaceObject.statSync)(literal, { throwIfNoEntry: false })?.isFile() ?? false;
        const files = isFile ? [literal] : globFiles(pattern, directory);
        if (files.length === 0) {
            const near = globFiles("**/*prefect*.{yaml,yml}", directory)
                .map((path) => (0,external_node_path_namespaceObject.relative)(directory, path))
                .sort((a, b) => a.length - b.length);
            const isFolder = (0,external_node_fs_namespaceObject.statSync)(literal, { throwIfNoEntry: false })?.isDirectory() ?? false;
            findings.problem(isFolder
                ? `\`prefect-file\` ${pattern} is a folder.`
                : `\`prefect-file\` ${pattern}: no such file in ${show(directory) || "the working directory"}.`, near.length > 0
                ? `There is ${near.slice(0, 3).join(", ")}; set \`prefect-file\` or \`working-directory\`.`
                : "Check `prefect-file` and `working-directory`, and that a step before checks the repository out (actions/checkout).");
        }
        for (const file of files)
            found.add(file);
    }
    return [...found];
}
function globFiles(pattern, directory) {
    if (!/[*?[{]/.test(pattern))
        return [];
    return (0,external_node_fs_namespaceObject.globSync)(pattern, { cwd: directory, exclude: SKIPPED })
        .map((path) => (0,external_node_path_namespaceObject.resolve)(directory, path))
        .filter((path) => (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.isFile() ?? false)
        .sort();
}

;// CONCATENATED MODULE: ./lib/validate/asked.js




function onlyAsked(context, names) {
    if (names.length === 0)
        return { context, problems: [] };
    const candidates = context.files.flatMap(({ deployments }) => deployments.map((entry) => ({ entry, ...candidate(entry, context) })));
    const unsure = names.some((name) => name.includes("/")) && candidates.some(({ known }) => !known);
    const findings = new Findings();
    const selected = new Set(select_select(candidates, names, findings).map(({ entry }) => entry));
    if (unsure)
        return { context, problems: [] };
    if (selected.size === 0)
        return { context, problems: findings.problems };
    const kept = (entry) => selected.has(entry);
    const files = context.files.map((file) => ({ ...file, deployments: file.deployments.filter(kept) }));
    return { context: { ...context, files }, problems: findings.problems };
}
function candidate({ content, file, path }, context) {
    const text = (key) => {
        const value = content[key] ?? file.yaml.source(path(key));
        return typeof value === "string" && value !== "" ? expand(value, context.env ?? {}) : undefined;
    };
    const entrypoint = text("entrypoint");
    const flow = namedFlow(entrypoint ?? "", context);
    const dashed = flow.function.replaceAll("_", "-");
    return {
        where: file.yaml.range(path(), "key"),
        name: text("name"),
        entrypoint,
        flow: flow.name,
        flowNames: [...new Set([...(flow.name === undefined ? [] : [flow.name]), dashed, flow.function])],
        known: flow.isFound && flow.name !== undefined,
    };
}

;// CONCATENATED MODULE: ./node_modules/@lezer/common/dist/index.js
/**
The default maximum length of a `TreeBuffer` node.
*/
const DefaultBufferLength = 1024;
let nextPropID = 0;
class Range {
    constructor(from, to) {
        this.from = from;
        this.to = to;
    }
}
/**
Each [node type](#common.NodeType) or [individual tree](#common.Tree)
can have metadata associated with it in props. Instances of this
class represent prop names.
*/
class dist_NodeProp {
    /**
    Create a new node prop type.
    */
    constructor(config = {}) {
        this.id = nextPropID++;
        this.perNode = !!config.perNode;
        this.deserialize = config.deserialize || (() => {
            throw new Error("This node type doesn't define a deserialize function");
        });
        this.combine = config.combine || null;
    }
    /**
    This is meant to be used with
    [`NodeSet.extend`](#common.NodeSet.extend) or
    [`LRParser.configure`](#lr.ParserConfig.props) to compute
    prop values for each node type in the set. Takes a [match
    object](#common.NodeType^match) or function that returns undefined
    if the node type doesn't get this prop, and the prop's value if
    it does.
    */
    add(match) {
        if (this.perNode)
            throw new RangeError("Can't add per-node props to node types");
        if (typeof match != "function")
            match = NodeType.match(match);
        return (type) => {
            let result = match(type);
            return result === undefined ? null : [this, result];
        };
    }
}
/**
Prop that is used to describe matching delimiters. For opening
delimiters, this holds an array of node names (written as a
space-separated string when declaring this prop in a grammar)
for the node types of closing delimiters that match it.
*/
dist_NodeProp.closedBy = new dist_NodeProp({ deserialize: str => str.split(" ") });
/**
The inverse of [`closedBy`](#common.NodeProp^closedBy). This is
attached to closing delimiters, holding an array of node names
of types of matching opening delimiters.
*/
dist_NodeProp.openedBy = new dist_NodeProp({ deserialize: str => str.split(" ") });
/**
Used to assign node types to groups (for example, all node
types that represent an expression could be tagged with an
`"Expression"` group).
*/
dist_NodeProp.group = new dist_NodeProp({ deserialize: str => str.split(" ") });
/**
Attached to nodes to indicate these should be
[displayed](https://codemirror.net/docs/ref/#language.syntaxTree)
in a bidirectional text isolate, so that direction-neutral
characters on their sides don't incorrectly get associated with
surrounding text. You'll generally want to set this for nodes
that contain arbitrary text, like strings and comments, and for
nodes that appear _inside_ arbitrary text, like HTML tags. When
not given a value, in a grammar declaration, defaults to
`"auto"`.
*/
dist_NodeProp.isolate = new dist_NodeProp({ deserialize: value => {
        if (value && value != "rtl" && value != "ltr" && value != "auto")
            throw new RangeError("Invalid value for isolate: " + value);
        return value || "auto";
    } });
/**
The hash of the [context](#lr.ContextTracker.constructor)
that the node was parsed in, if any. Used to limit reuse of
contextual nodes.
*/
dist_NodeProp.contextHash = new dist_NodeProp({ perNode: true });
/**
The distance beyond the end of the node that the tokenizer
looked ahead for any of the tokens inside the node. (The LR
parser only stores this when it is larger than 25, for
efficiency reasons.)
*/
dist_NodeProp.lookAhead = new dist_NodeProp({ perNode: true });
/**
This per-node prop is used to replace a given node, or part of a
node, with another tree. This is useful to include trees from
different languages in mixed-language parsers.
*/
dist_NodeProp.mounted = new dist_NodeProp({ perNode: true });
/**
A mounted tree, which can be [stored](#common.NodeProp^mounted) on
a tree node to indicate that parts of its content are
represented by another tree.
*/
class MountedTree {
    constructor(
    /**
    The inner tree.
    */
    tree, 
    /**
    If this is null, this tree replaces the entire node (it will
    be included in the regular iteration instead of its host
    node). If not, only the given ranges are considered to be
    covered by this tree. This is used for trees that are mixed in
    a way that isn't strictly hierarchical. Such mounted trees are
    only entered by [`resolveInner`](#common.Tree.resolveInner)
    and [`enter`](#common.SyntaxNode.enter).
    */
    overlay, 
    /**
    The parser used to create this subtree.
    */
    parser, 
    /**
    [Indicates](#common.IterMode.EnterBracketed) that the nested
    content is delineated with some kind
    of bracket token.
    */
    bracketed = false) {
        this.tree = tree;
        this.overlay = overlay;
        this.parser = parser;
        this.bracketed = bracketed;
    }
    /**
    @internal
    */
    static get(tree) {
        return tree && tree.props && tree.props[dist_NodeProp.mounted.id];
    }
}
const noProps = Object.create(null);
/**
Each node in a syntax tree has a node type associated with it.
*/
class NodeType {
    /**
    @internal
    */
    constructor(
    /**
    The name of the node type. Not necessarily unique, but if the
    grammar was written properly, different node types with the
    same name within a node set should play the same semantic
    role.
    */
    name, 
    /**
    @internal
    */
    props, 
    /**
    The id of this node in its set. Corresponds to the term ids
    used in the parser.
    */
    id, 
    /**
    @internal
    */
    flags = 0) {
        this.name = name;
        this.props = props;
        this.id = id;
        this.flags = flags;
    }
    /**
    Define a node type.
    */
    static define(spec) {
        let props = spec.props && spec.props.length ? Object.create(null) : noProps;
        let flags = (spec.top ? 1 /* NodeFlag.Top */ : 0) | (spec.skipped ? 2 /* NodeFlag.Skipped */ : 0) |
            (spec.error ? 4 /* NodeFlag.Error */ : 0) | (spec.name == null ? 8 /* NodeFlag.Anonymous */ : 0);
        let type = new NodeType(spec.name || "", props, spec.id, flags);
        if (spec.props)
            for (let src of spec.props) {
                if (!Array.isArray(src))
                    src = src(type);
                if (src) {
                    if (src[0].perNode)
                        throw new RangeError("Can't store a per-node prop on a node type");
                    props[src[0].id] = src[1];
                }
            }
        return type;
    }
    /**
    Retrieves a node prop for this type. Will return `undefined` if
    the prop isn't present on this node.
    */
    prop(prop) { return this.props[prop.id]; }
    /**
    True when this is the top node of a grammar.
    */
    get isTop() { return (this.flags & 1 /* NodeFlag.Top */) > 0; }
    /**
    True when this node is produced by a skip rule.
    */
    get isSkipped() { return (this.flags & 2 /* NodeFlag.Skipped */) > 0; }
    /**
    Indicates whether this is an error node.
    */
    get isError() { return (this.flags & 4 /* NodeFlag.Error */) > 0; }
    /**
    When true, this node type doesn't correspond to a user-declared
    named node, for example because it is used to cache repetition.
    */
    get isAnonymous() { return (this.flags & 8 /* NodeFlag.Anonymous */) > 0; }
    /**
    Returns true when this node's name or one of its
    [groups](#common.NodeProp^group) matches the given string.
    */
    is(name) {
        if (typeof name == 'string') {
            if (this.name == name)
                return true;
            let group = this.prop(dist_NodeProp.group);
            return group ? group.indexOf(name) > -1 : false;
        }
        return this.id == name;
    }
    /**
    Create a function from node types to arbitrary values by
    specifying an object whose property names are node or
    [group](#common.NodeProp^group) names. Often useful with
    [`NodeProp.add`](#common.NodeProp.add). You can put multiple
    names, separated by spaces, in a single property name to map
    multiple node names to a single value.
    */
    static match(map) {
        let direct = Object.create(null);
        for (let prop in map)
            for (let name of prop.split(" "))
                direct[name] = map[prop];
        return (node) => {
            for (let groups = node.prop(dist_NodeProp.group), i = -1; i < (groups ? groups.length : 0); i++) {
                let found = direct[i < 0 ? node.name : groups[i]];
                if (found)
                    return found;
            }
        };
    }
}
/**
An empty dummy node type to use when no actual type is available.
*/
NodeType.none = new NodeType("", Object.create(null), 0, 8 /* NodeFlag.Anonymous */);
/**
A node set holds a collection of node types. It is used to
compactly represent trees by storing their type ids, rather than a
full pointer to the type object, in a numeric array. Each parser
[has](#lr.LRParser.nodeSet) a node set, and [tree
buffers](#common.TreeBuffer) can only store collections of nodes
from the same set. A set can have a maximum of 2**16 (65536) node
types in it, so that the ids fit into 16-bit typed array slots.
*/
class NodeSet {
    /**
    Create a set with the given types. The `id` property of each
    type should correspond to its position within the array.
    */
    constructor(
    /**
    The node types in this set, by id.
    */
    types) {
        this.types = types;
        for (let i = 0; i < types.length; i++)
            if (types[i].id != i)
                throw new RangeError("Node type ids should correspond to array positions when creating a node set");
    }
    /**
    Create a copy of this set with some node properties added. The
    arguments to this method can be created with
    [`NodeProp.add`](#common.NodeProp.add).
    */
    extend(...props) {
        let newTypes = [];
        for (let type of this.types) {
            let newProps = null;
            for (let source of props) {
                let add = source(type);
                if (add) {
                    if (!newProps)
                        newProps = Object.assign({}, type.props);
                    let value = add[1], prop = add[0];
                    if (prop.combine && prop.id in newProps)
                        value = prop.combine(newProps[prop.id], value);
                    newProps[prop.id] = value;
                }
            }
            newTypes.push(newProps ? new NodeType(type.name, newProps, type.id, type.flags) : type);
        }
        return new NodeSet(newTypes);
    }
}
const CachedNode = new WeakMap(), CachedInnerNode = new WeakMap();
/**
Options that control iteration. Can be combined with the `|`
operator to enable multiple ones.
*/
var IterMode;
(function (IterMode) {
    /**
    When enabled, iteration will only visit [`Tree`](#common.Tree)
    objects, not nodes packed into
    [`TreeBuffer`](#common.TreeBuffer)s.
    */
    IterMode[IterMode["ExcludeBuffers"] = 1] = "ExcludeBuffers";
    /**
    Enable this to make iteration include anonymous nodes (such as
    the nodes that wrap repeated grammar constructs into a balanced
    tree).
    */
    IterMode[IterMode["IncludeAnonymous"] = 2] = "IncludeAnonymous";
    /**
    By default, regular [mounted](#common.NodeProp^mounted) nodes
    replace their base node in iteration. Enable this to ignore them
    instead.
    */
    IterMode[IterMode["IgnoreMounts"] = 4] = "IgnoreMounts";
    /**
    This option only applies in
    [`enter`](#common.SyntaxNode.enter)-style methods. It tells the
    library to not enter mounted overlays if one covers the given
    position.
    */
    IterMode[IterMode["IgnoreOverlays"] = 8] = "IgnoreOverlays";
    /**
    When set, positions on the boundary of a mounted overlay tree
    that has its [`bracketed`](#common.NestedParse.bracketed) flag
    set will enter that tree regardless of side. Only supported in
    [`enter`](#common.SyntaxNode.enter), not in cursors.
    */
    IterMode[IterMode["EnterBracketed"] = 16] = "EnterBracketed";
})(IterMode || (IterMode = {}));
/**
A piece of syntax tree. There are two ways to approach these
trees: the way they are actually stored in memory, and the
convenient way.

Syntax trees are stored as a tree of `Tree` and `TreeBuffer`
objects. By packing detail information into `TreeBuffer` leaf
nodes, the representation is made a lot more memory-efficient.

However, when you want to actually work with tree nodes, this
representation is very awkward, so most client code will want to
use the [`TreeCursor`](#common.TreeCursor) or
[`SyntaxNode`](#common.SyntaxNode) interface instead, which provides
a view on some part of this data structure, and can be used to
move around to adjacent nodes.
*/
class Tree {
    /**
    Construct a new tree. See also [`Tree.build`](#common.Tree^build).
    */
    constructor(
    /**
    The type of the top node.
    */
    type, 
    /**
    This node's child nodes.
    */
    children, 
    /**
    The positions (offsets relative to the start of this tree) of
    the children.
    */
    positions, 
    /**
    The total length of this tree
    */
    length, 
    /**
    Per-node [node props](#common.NodeProp) to associate with this node.
    */
    props) {
        this.type = type;
        this.children = children;
        this.positions = positions;
        this.length = length;
        /**
        @internal
        */
        this.props = null;
        if (props && props.length) {
            this.props = Object.create(null);
            for (let [prop, value] of props)
                this.props[typeof prop == "number" ? prop : prop.id] = value;
        }
    }
    /**
    @internal
    */
    toString() {
        let mounted = MountedTree.get(this);
        if (mounted && !mounted.overlay)
            return mounted.tree.toString();
        let children = "";
        for (let ch of this.children) {
            let str = ch.toString();
            if (str) {
                if (children)
                    children += ",";
                children += str;
            }
        }
        return !this.type.name ? children :
            (/\W/.test(this.type.name) && !this.type.isError ? JSON.stringify(this.type.name) : this.type.name) +
                (children.length ? "(" + children + ")" : "");
    }
    /**
    Get a [tree cursor](#common.TreeCursor) positioned at the top of
    the tree. Mode can be used to [control](#common.IterMode) which
    nodes the cursor visits.
    */
    cursor(mode = 0) {
        return new TreeCursor(this.topNode, mode);
    }
    /**
    Get a [tree cursor](#common.TreeCursor) pointing into this tree
    at the given position and side (see
    [`moveTo`](#common.TreeCursor.moveTo).
    */
    cursorAt(pos, side = 0, mode = 0) {
        let scope = CachedNode.get(this) || this.topNode;
        let cursor = new TreeCursor(scope);
        cursor.moveTo(pos, side);
        CachedNode.set(this, cursor._tree);
        return cursor;
    }
    /**
    Get a [syntax node](#common.SyntaxNode) object for the top of the
    tree.
    */
    get topNode() {
        return new TreeNode(this, 0, 0, null);
    }
    /**
    Get the [syntax node](#common.SyntaxNode) at the given position.
    If `side` is -1, this will move into nodes that end at the
    position. If 1, it'll move into nodes that start at the
    position. With 0, it'll only enter nodes that cover the position
    from both sides.
    
    Note that this will not enter
    [overlays](#common.MountedTree.overlay), and you often want
    [`resolveInner`](#common.Tree.resolveInner) instead.
    */
    resolve(pos, side = 0) {
        let node = resolveNode(CachedNode.get(this) || this.topNode, pos, side, false);
        CachedNode.set(this, node);
        return node;
    }
    /**
    Like [`resolve`](#common.Tree.resolve), but will enter
    [overlaid](#common.MountedTree.overlay) nodes, producing a syntax node
    pointing into the innermost overlaid tree at the given position
    (with parent links going through all parent structure, including
    the host trees).
    */
    resolveInner(pos, side = 0) {
        let node = resolveNode(CachedInnerNode.get(this) || this.topNode, pos, side, true);
        CachedInnerNode.set(this, node);
        return node;
    }
    /**
    In some situations, it can be useful to iterate through all
    nodes around a position, including those in overlays that don't
    directly cover the position. This method gives you an iterator
    that will produce all nodes, from small to big, around the given
    position.
    */
    resolveStack(pos, side = 0) {
        return stackIterator(this, pos, side);
    }
    /**
    Iterate over the tree and its children, calling `enter` for any
    node that touches the `from`/`to` region (if given) before
    running over such a node's children, and `leave` (if given) when
    leaving the node. When `enter` returns `false`, that node will
    not have its children iterated over (or `leave` called).
    */
    iterate(spec) {
        let { enter, leave, from = 0, to = this.length } = spec;
        let mode = spec.mode || 0, anon = (mode & IterMode.IncludeAnonymous) > 0;
        for (let c = this.cursor(mode | IterMode.IncludeAnonymous);;) {
            let entered = false;
            if (c.from <= to && c.to >= from && (!anon && c.type.isAnonymous || enter(c) !== false)) {
                if (c.firstChild())
                    continue;
                entered = true;
            }
            for (;;) {
                if (entered && leave && (anon || !c.type.isAnonymous))
                    leave(c);
                if (c.nextSibling())
                    break;
                if (!c.parent())
                    return;
                entered = true;
            }
        }
    }
    /**
    Get the value of the given [node prop](#common.NodeProp) for this
    node. Works with both per-node and per-type props.
    */
    prop(prop) {
        return !prop.perNode ? this.type.prop(prop) : this.props ? this.props[prop.id] : undefined;
    }
    /**
    Returns the node's [per-node props](#common.NodeProp.perNode) in a
    format that can be passed to the [`Tree`](#common.Tree)
    constructor.
    */
    get propValues() {
        let result = [];
        if (this.props)
            for (let id in this.props)
                result.push([+id, this.props[id]]);
        return result;
    }
    /**
    Balance the direct children of this tree, producing a copy of
    which may have children grouped into subtrees with type
    [`NodeType.none`](#common.NodeType^none).
    */
    balance(config = {}) {
        return this.children.length <= 8 /* Balance.BranchFactor */ ? this :
            balanceRange(NodeType.none, this.children, this.positions, 0, this.children.length, 0, this.length, (children, positions, length) => new Tree(this.type, children, positions, length, this.propValues), config.makeTree || ((children, positions, length) => new Tree(NodeType.none, children, positions, length)));
    }
    /**
    Build a tree from a postfix-ordered buffer of node information,
    or a cursor over such a buffer.
    */
    static build(data) { return buildTree(data); }
}
/**
The empty tree
*/
Tree.empty = new Tree(NodeType.none, [], [], 0);
class FlatBufferCursor {
    constructor(buffer, index) {
        this.buffer = buffer;
        this.index = index;
    }
    get id() { return this.buffer[this.index - 4]; }
    get start() { return this.buffer[this.index - 3]; }
    get end() { return this.buffer[this.index - 2]; }
    get size() { return this.buffer[this.index - 1]; }
    get pos() { return this.index; }
    next() { this.index -= 4; }
    fork() { return new FlatBufferCursor(this.buffer, this.index); }
}
/**
Tree buffers contain (type, start, end, endIndex) quads for each
node. In such a buffer, nodes are stored in prefix order (parents
before children, with the endIndex of the parent indicating which
children belong to it).
*/
class TreeBuffer {
    /**
    Create a tree buffer.
    */
    constructor(
    /**
    The buffer's content.
    */
    buffer, 
    /**
    The total length of the group of nodes in the buffer.
    */
    length, 
    /**
    The node set used in this buffer.
    */
    set) {
        this.buffer = buffer;
        this.length = length;
        this.set = set;
    }
    /**
    @internal
    */
    get type() { return NodeType.none; }
    /**
    @internal
    */
    toString() {
        let result = [];
        for (let index = 0; index < this.buffer.length;) {
            result.push(this.childString(index));
            index = this.buffer[index + 3];
        }
        return result.join(",");
    }
    /**
    @internal
    */
    childString(index) {
        let id = this.buffer[index], endIndex = this.buffer[index + 3];
        let type = this.set.types[id], result = type.name;
        if (/\W/.test(result) && !type.isError)
            result = JSON.stringify(result);
        index += 4;
        if (endIndex == index)
            return result;
        let children = [];
        while (index < endIndex) {
            children.push(this.childString(index));
            index = this.buffer[index + 3];
        }
        return result + "(" + children.join(",") + ")";
    }
    /**
    @internal
    */
    findChild(startIndex, endIndex, dir, pos, side) {
        let { buffer } = this, pick = -1;
        for (let i = startIndex; i != endIndex; i = buffer[i + 3]) {
            if (checkSide(side, pos, buffer[i + 1], buffer[i + 2])) {
                pick = i;
                if (dir > 0)
                    break;
            }
        }
        return pick;
    }
    /**
    @internal
    */
    slice(startI, endI, from) {
        let b = this.buffer;
        let copy = new Uint16Array(endI - startI), len = 0;
        for (let i = startI, j = 0; i < endI;) {
            copy[j++] = b[i++];
            copy[j++] = b[i++] - from;
            let to = copy[j++] = b[i++] - from;
            copy[j++] = b[i++] - startI;
            len = Math.max(len, to);
        }
        return new TreeBuffer(copy, len, this.set);
    }
}
function checkSide(side, pos, from, to) {
    switch (side) {
        case -2 /* Side.Before */: return from < pos;
        case -1 /* Side.AtOrBefore */: return to >= pos && from < pos;
        case 0 /* Side.Around */: return from < pos && to > pos;
        case 1 /* Side.AtOrAfter */: return from <= pos && to > pos;
        case 2 /* Side.After */: return to > pos;
        case 4 /* Side.DontCare */: return true;
    }
}
function resolveNode(node, pos, side, overlays) {
    var _a;
    // Move up to a node that actually holds the position, if possible
    while (node.from == node.to ||
        (side < 1 ? node.from >= pos : node.from > pos) ||
        (side > -1 ? node.to <= pos : node.to < pos)) {
        let parent = !overlays && node instanceof TreeNode && node.index < 0 ? null : node.parent;
        if (!parent)
            return node;
        node = parent;
    }
    let mode = overlays ? 0 : IterMode.IgnoreOverlays;
    // Must go up out of overlays when those do not overlap with pos
    if (overlays)
        for (let scan = node, parent = scan.parent; parent; scan = parent, parent = scan.parent) {
            if (scan instanceof TreeNode && scan.index < 0 && ((_a = parent.enter(pos, side, mode)) === null || _a === void 0 ? void 0 : _a.from) != scan.from)
                node = parent;
        }
    for (;;) {
        let inner = node.enter(pos, side, mode);
        if (!inner)
            return node;
        node = inner;
    }
}
class BaseNode {
    cursor(mode = 0) { return new TreeCursor(this, mode); }
    getChild(type, before = null, after = null) {
        let r = getChildren(this, type, before, after);
        return r.length ? r[0] : null;
    }
    getChildren(type, before = null, after = null) {
        return getChildren(this, type, before, after);
    }
    resolve(pos, side = 0) {
        return resolveNode(this, pos, side, false);
    }
    resolveInner(pos, side = 0) {
        return resolveNode(this, pos, side, true);
    }
    matchContext(context) {
        return matchNodeContext(this.parent, context);
    }
    enterUnfinishedNodesBefore(pos) {
        let scan = this.childBefore(pos), node = this;
        while (scan) {
            let last = scan.lastChild;
            if (!last || last.to != scan.to)
                break;
            if (last.type.isError && last.from == last.to) {
                node = scan;
                scan = last.prevSibling;
            }
            else {
                scan = last;
            }
        }
        return node;
    }
    get node() { return this; }
    get next() { return this.parent; }
}
class TreeNode extends BaseNode {
    constructor(_tree, from, 
    // Index in parent node, set to -1 if the node is not a direct child of _parent.node (overlay)
    index, _parent) {
        super();
        this._tree = _tree;
        this.from = from;
        this.index = index;
        this._parent = _parent;
    }
    get type() { return this._tree.type; }
    get name() { return this._tree.type.name; }
    get to() { return this.from + this._tree.length; }
    nextChild(i, dir, pos, side, mode = 0) {
        for (let parent = this;;) {
            for (let { children, positions } = parent._tree, e = dir > 0 ? children.length : -1; i != e; i += dir) {
                let next = children[i], start = positions[i] + parent.from, mounted;
                if (!((mode & IterMode.EnterBracketed) && next instanceof Tree &&
                    (mounted = MountedTree.get(next)) && !mounted.overlay && mounted.bracketed &&
                    pos >= start && pos <= start + next.length) &&
                    !checkSide(side, pos, start, start + next.length))
                    continue;
                if (next instanceof TreeBuffer) {
                    if (mode & IterMode.ExcludeBuffers)
                        continue;
                    let index = next.findChild(0, next.buffer.length, dir, pos - start, side);
                    if (index > -1)
                        return new BufferNode(new BufferContext(parent, next, i, start), null, index);
                }
                else if ((mode & IterMode.IncludeAnonymous) || (!next.type.isAnonymous || hasChild(next))) {
                    let mounted;
                    if (!(mode & IterMode.IgnoreMounts) && (mounted = MountedTree.get(next)) && !mounted.overlay)
                        return new TreeNode(mounted.tree, start, i, parent);
                    let inner = new TreeNode(next, start, i, parent);
                    return (mode & IterMode.IncludeAnonymous) || !inner.type.isAnonymous ? inner
                        : inner.nextChild(dir < 0 ? next.children.length - 1 : 0, dir, pos, side, mode);
                }
            }
            if ((mode & IterMode.IncludeAnonymous) || !parent.type.isAnonymous)
                return null;
            if (parent.index >= 0)
                i = parent.index + dir;
            else
                i = dir < 0 ? -1 : parent._parent._tree.children.length;
            parent = parent._parent;
            if (!parent)
                return null;
        }
    }
    get firstChild() { return this.nextChild(0, 1, 0, 4 /* Side.DontCare */); }
    get lastChild() { return this.nextChild(this._tree.children.length - 1, -1, 0, 4 /* Side.DontCare */); }
    childAfter(pos) { return this.nextChild(0, 1, pos, 2 /* Side.After */); }
    childBefore(pos) { return this.nextChild(this._tree.children.length - 1, -1, pos, -2 /* Side.Before */); }
    prop(prop) { return this._tree.prop(prop); }
    enter(pos, side, mode = 0) {
        let mounted;
        if (!(mode & IterMode.IgnoreOverlays) && (mounted = MountedTree.get(this._tree)) && mounted.overlay) {
            let rPos = pos - this.from, enterBracketed = (mode & IterMode.EnterBracketed) && mounted.bracketed;
            for (let { from, to } of mounted.overlay) {
                if ((side > 0 || enterBracketed ? from <= rPos : from < rPos) &&
                    (side < 0 || enterBracketed ? to >= rPos : to > rPos))
                    return new TreeNode(mounted.tree, mounted.overlay[0].from + this.from, -1, this);
            }
        }
        return this.nextChild(0, 1, pos, side, mode);
    }
    nextSignificantParent() {
        let val = this;
        while (val.type.isAnonymous && val._parent)
            val = val._parent;
        return val;
    }
    get parent() {
        return this._parent ? this._parent.nextSignificantParent() : null;
    }
    get nextSibling() {
        return this._parent && this.index >= 0 ? this._parent.nextChild(this.index + 1, 1, 0, 4 /* Side.DontCare */) : null;
    }
    get prevSibling() {
        return this._parent && this.index >= 0 ? this._parent.nextChild(this.index - 1, -1, 0, 4 /* Side.DontCare */) : null;
    }
    get tree() { return this._tree; }
    toTree() { return this._tree; }
    /**
    @internal
    */
    toString() { return this._tree.toString(); }
}
function getChildren(node, type, before, after) {
    let cur = node.cursor(), result = [];
    if (!cur.firstChild())
        return result;
    if (before != null)
        for (let found = false; !found;) {
            found = cur.type.is(before);
            if (!cur.nextSibling())
                return result;
        }
    for (;;) {
        if (after != null && cur.type.is(after))
            return result;
        if (cur.type.is(type))
            result.push(cur.node);
        if (!cur.nextSibling())
            return after == null ? result : [];
    }
}
function matchNodeContext(node, context, i = context.length - 1) {
    for (let p = node; i >= 0; p = p.parent) {
        if (!p)
            return false;
        if (!p.type.isAnonymous) {
            if (context[i] && context[i] != p.name)
                return false;
            i--;
        }
    }
    return true;
}
class BufferContext {
    constructor(parent, buffer, index, start) {
        this.parent = parent;
        this.buffer = buffer;
        this.index = index;
        this.start = start;
    }
}
class BufferNode extends BaseNode {
    get name() { return this.type.name; }
    get from() { return this.context.start + this.context.buffer.buffer[this.index + 1]; }
    get to() { return this.context.start + this.context.buffer.buffer[this.index + 2]; }
    constructor(context, _parent, index) {
        super();
        this.context = context;
        this._parent = _parent;
        this.index = index;
        this.type = context.buffer.set.types[context.buffer.buffer[index]];
    }
    child(dir, pos, side) {
        let { buffer } = this.context;
        let index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], dir, pos - this.context.start, side);
        return index < 0 ? null : new BufferNode(this.context, this, index);
    }
    get firstChild() { return this.child(1, 0, 4 /* Side.DontCare */); }
    get lastChild() { return this.child(-1, 0, 4 /* Side.DontCare */); }
    childAfter(pos) { return this.child(1, pos, 2 /* Side.After */); }
    childBefore(pos) { return this.child(-1, pos, -2 /* Side.Before */); }
    prop(prop) { return this.type.prop(prop); }
    enter(pos, side, mode = 0) {
        if (mode & IterMode.ExcludeBuffers)
            return null;
        let { buffer } = this.context;
        let index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], side > 0 ? 1 : -1, pos - this.context.start, side);
        return index < 0 ? null : new BufferNode(this.context, this, index);
    }
    get parent() {
        return this._parent || this.context.parent.nextSignificantParent();
    }
    externalSibling(dir) {
        return this._parent ? null : this.context.parent.nextChild(this.context.index + dir, dir, 0, 4 /* Side.DontCare */);
    }
    get nextSibling() {
        let { buffer } = this.context;
        let after = buffer.buffer[this.index + 3];
        if (after < (this._parent ? buffer.buffer[this._parent.index + 3] : buffer.buffer.length))
            return new BufferNode(this.context, this._parent, after);
        return this.externalSibling(1);
    }
    get prevSibling() {
        let { buffer } = this.context;
        let parentStart = this._parent ? this._parent.index + 4 : 0;
        if (this.index == parentStart)
            return this.externalSibling(-1);
        return new BufferNode(this.context, this._parent, buffer.findChild(parentStart, this.index, -1, 0, 4 /* Side.DontCare */));
    }
    get tree() { return null; }
    toTree() {
        let children = [], positions = [];
        let { buffer } = this.context;
        let startI = this.index + 4, endI = buffer.buffer[this.index + 3];
        if (endI > startI) {
            let from = buffer.buffer[this.index + 1];
            children.push(buffer.slice(startI, endI, from));
            positions.push(0);
        }
        return new Tree(this.type, children, positions, this.to - this.from);
    }
    /**
    @internal
    */
    toString() { return this.context.buffer.childString(this.index); }
}
function iterStack(heads) {
    if (!heads.length)
        return null;
    let pick = 0, picked = heads[0];
    for (let i = 1; i < heads.length; i++) {
        let node = heads[i];
        if (node.from > picked.from || node.to < picked.to) {
            picked = node;
            pick = i;
        }
    }
    let next = picked instanceof TreeNode && picked.index < 0 ? null : picked.parent;
    let newHeads = heads.slice();
    if (next)
        newHeads[pick] = next;
    else
        newHeads.splice(pick, 1);
    return new StackIterator(newHeads, picked);
}
class StackIterator {
    constructor(heads, node) {
        this.heads = heads;
        this.node = node;
    }
    get next() { return iterStack(this.heads); }
}
function stackIterator(tree, pos, side) {
    let inner = tree.resolveInner(pos, side), layers = null;
    for (let scan = inner instanceof TreeNode ? inner : inner.context.parent; scan; scan = scan.parent) {
        if (scan.index < 0) { // This is an overlay root
            let parent = scan.parent;
            (layers || (layers = [inner])).push(parent.resolve(pos, side));
            scan = parent;
        }
        else {
            let mount = MountedTree.get(scan.tree);
            // Relevant overlay branching off
            if (mount && mount.overlay && mount.overlay[0].from <= pos && mount.overlay[mount.overlay.length - 1].to >= pos) {
                let root = new TreeNode(mount.tree, mount.overlay[0].from + scan.from, -1, scan);
                (layers || (layers = [inner])).push(resolveNode(root, pos, side, false));
            }
        }
    }
    return layers ? iterStack(layers) : inner;
}
/**
A tree cursor object focuses on a given node in a syntax tree, and
allows you to move to adjacent nodes.
*/
class TreeCursor {
    /**
    Shorthand for `.type.name`.
    */
    get name() { return this.type.name; }
    /**
    @internal
    */
    constructor(node, mode = 0) {
        /**
        @internal
        */
        this.buffer = null;
        this.stack = [];
        /**
        @internal
        */
        this.index = 0;
        this.bufferNode = null;
        this.mode = mode & ~IterMode.EnterBracketed;
        if (node instanceof TreeNode) {
            this.yieldNode(node);
        }
        else {
            this._tree = node.context.parent;
            this.buffer = node.context;
            for (let n = node._parent; n; n = n._parent)
                this.stack.unshift(n.index);
            this.bufferNode = node;
            this.yieldBuf(node.index);
        }
    }
    yieldNode(node) {
        if (!node)
            return false;
        this._tree = node;
        this.type = node.type;
        this.from = node.from;
        this.to = node.to;
        return true;
    }
    yieldBuf(index, type) {
        this.index = index;
        let { start, buffer } = this.buffer;
        this.type = type || buffer.set.types[buffer.buffer[index]];
        this.from = start + buffer.buffer[index + 1];
        this.to = start + buffer.buffer[index + 2];
        return true;
    }
    /**
    @internal
    */
    yield(node) {
        if (!node)
            return false;
        if (node instanceof TreeNode) {
            this.buffer = null;
            return this.yieldNode(node);
        }
        this.buffer = node.context;
        return this.yieldBuf(node.index, node.type);
    }
    /**
    @internal
    */
    toString() {
        return this.buffer ? this.buffer.buffer.childString(this.index) : this._tree.toString();
    }
    /**
    @internal
    */
    enterChild(dir, pos, side) {
        if (!this.buffer)
            return this.yield(this._tree.nextChild(dir < 0 ? this._tree._tree.children.length - 1 : 0, dir, pos, side, this.mode));
        let { buffer } = this.buffer;
        let index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], dir, pos - this.buffer.start, side);
        if (index < 0)
            return false;
        this.stack.push(this.index);
        return this.yieldBuf(index);
    }
    /**
    Move the cursor to this node's first child. When this returns
    false, the node has no child, and the cursor has not been moved.
    */
    firstChild() { return this.enterChild(1, 0, 4 /* Side.DontCare */); }
    /**
    Move the cursor to this node's last child.
    */
    lastChild() { return this.enterChild(-1, 0, 4 /* Side.DontCare */); }
    /**
    Move the cursor to the first child that ends after `pos`.
    */
    childAfter(pos) { return this.enterChild(1, pos, 2 /* Side.After */); }
    /**
    Move to the last child that starts before `pos`.
    */
    childBefore(pos) { return this.enterChild(-1, pos, -2 /* Side.Before */); }
    /**
    Move the cursor to the child around `pos`. If side is -1 the
    child may end at that position, when 1 it may start there. This
    will also enter [overlaid](#common.MountedTree.overlay)
    [mounted](#common.NodeProp^mounted) trees unless `overlays` is
    set to false.
    */
    enter(pos, side, mode = this.mode) {
        if (!this.buffer)
            return this.yield(this._tree.enter(pos, side, mode));
        return mode & IterMode.ExcludeBuffers ? false : this.enterChild(1, pos, side);
    }
    /**
    Move to the node's parent node, if this isn't the top node.
    */
    parent() {
        if (!this.buffer)
            return this.yieldNode((this.mode & IterMode.IncludeAnonymous) ? this._tree._parent : this._tree.parent);
        if (this.stack.length)
            return this.yieldBuf(this.stack.pop());
        let parent = (this.mode & IterMode.IncludeAnonymous) ? this.buffer.parent : this.buffer.parent.nextSignificantParent();
        this.buffer = null;
        return this.yieldNode(parent);
    }
    /**
    @internal
    */
    sibling(dir) {
        if (!this.buffer)
            return !this._tree._parent ? false
                : this.yield(this._tree.index < 0 ? null
                    : this._tree._parent.nextChild(this._tree.index + dir, dir, 0, 4 /* Side.DontCare */, this.mode));
        let { buffer } = this.buffer, d = this.stack.length - 1;
        if (dir < 0) {
            let parentStart = d < 0 ? 0 : this.stack[d] + 4;
            if (this.index != parentStart)
                return this.yieldBuf(buffer.findChild(parentStart, this.index, -1, 0, 4 /* Side.DontCare */));
        }
        else {
            let after = buffer.buffer[this.index + 3];
            if (after < (d < 0 ? buffer.buffer.length : buffer.buffer[this.stack[d] + 3]))
                return this.yieldBuf(after);
        }
        return d < 0 ? this.yield(this.buffer.parent.nextChild(this.buffer.index + dir, dir, 0, 4 /* Side.DontCare */, this.mode)) : false;
    }
    /**
    Move to this node's next sibling, if any.
    */
    nextSibling() { return this.sibling(1); }
    /**
    Move to this node's previous sibling, if any.
    */
    prevSibling() { return this.sibling(-1); }
    atLastNode(dir) {
        let index, parent, { buffer } = this;
        if (buffer) {
            if (dir > 0) {
                if (this.index < buffer.buffer.buffer.length)
                    return false;
            }
            else {
                for (let i = 0; i < this.index; i++)
                    if (buffer.buffer.buffer[i + 3] < this.index)
                        return false;
            }
            ({ index, parent } = buffer);
        }
        else {
            ({ index, _parent: parent } = this._tree);
        }
        for (; parent; { index, _parent: parent } = parent) {
            if (index > -1)
                for (let i = index + dir, e = dir < 0 ? -1 : parent._tree.children.length; i != e; i += dir) {
                    let child = parent._tree.children[i];
                    if ((this.mode & IterMode.IncludeAnonymous) ||
                        child instanceof TreeBuffer ||
                        !child.type.isAnonymous ||
                        hasChild(child))
                        return false;
                }
        }
        return true;
    }
    move(dir, enter) {
        if (enter && this.enterChild(dir, 0, 4 /* Side.DontCare */))
            return true;
        for (;;) {
            if (this.sibling(dir))
                return true;
            if (this.atLastNode(dir) || !this.parent())
                return false;
        }
    }
    /**
    Move to the next node in a
    [pre-order](https://en.wikipedia.org/wiki/Tree_traversal#Pre-order,_NLR)
    traversal, going from a node to its first child or, if the
    current node is empty or `enter` is false, its next sibling or
    the next sibling of the first parent node that has one.
    */
    next(enter = true) { return this.move(1, enter); }
    /**
    Move to the next node in a last-to-first pre-order traversal. A
    node is followed by its last child or, if it has none, its
    previous sibling or the previous sibling of the first parent
    node that has one.
    */
    prev(enter = true) { return this.move(-1, enter); }
    /**
    Move the cursor to the innermost node that covers `pos`. If
    `side` is -1, it will enter nodes that end at `pos`. If it is 1,
    it will enter nodes that start at `pos`.
    */
    moveTo(pos, side = 0) {
        // Move up to a node that actually holds the position, if possible
        while (this.from == this.to ||
            (side < 1 ? this.from >= pos : this.from > pos) ||
            (side > -1 ? this.to <= pos : this.to < pos))
            if (!this.parent())
                break;
        // Then scan down into child nodes as far as possible
        while (this.enterChild(1, pos, side)) { }
        return this;
    }
    /**
    Get a [syntax node](#common.SyntaxNode) at the cursor's current
    position.
    */
    get node() {
        if (!this.buffer)
            return this._tree;
        let cache = this.bufferNode, result = null, depth = 0;
        if (cache && cache.context == this.buffer) {
            scan: for (let index = this.index, d = this.stack.length; d >= 0;) {
                for (let c = cache; c; c = c._parent)
                    if (c.index == index) {
                        if (index == this.index)
                            return c;
                        result = c;
                        depth = d + 1;
                        break scan;
                    }
                index = this.stack[--d];
            }
        }
        for (let i = depth; i < this.stack.length; i++)
            result = new BufferNode(this.buffer, result, this.stack[i]);
        return this.bufferNode = new BufferNode(this.buffer, result, this.index);
    }
    /**
    Get the [tree](#common.Tree) that represents the current node, if
    any. Will return null when the node is in a [tree
    buffer](#common.TreeBuffer).
    */
    get tree() {
        return this.buffer ? null : this._tree._tree;
    }
    /**
    Iterate over the current node and all its descendants, calling
    `enter` when entering a node and `leave`, if given, when leaving
    one. When `enter` returns `false`, any children of that node are
    skipped, and `leave` isn't called for it.
    */
    iterate(enter, leave) {
        for (let depth = 0;;) {
            let mustLeave = false;
            if (this.type.isAnonymous || enter(this) !== false) {
                if (this.firstChild()) {
                    depth++;
                    continue;
                }
                if (!this.type.isAnonymous)
                    mustLeave = true;
            }
            for (;;) {
                if (mustLeave && leave)
                    leave(this);
                mustLeave = this.type.isAnonymous;
                if (!depth)
                    return;
                if (this.nextSibling())
                    break;
                this.parent();
                depth--;
                mustLeave = true;
            }
        }
    }
    /**
    Test whether the current node matches a given context—a sequence
    of direct parent node names. Empty strings in the context array
    are treated as wildcards.
    */
    matchContext(context) {
        if (!this.buffer)
            return matchNodeContext(this.node.parent, context);
        let { buffer } = this.buffer, { types } = buffer.set;
        for (let i = context.length - 1, d = this.stack.length - 1; i >= 0; d--) {
            if (d < 0)
                return matchNodeContext(this._tree, context, i);
            let type = types[buffer.buffer[this.stack[d]]];
            if (!type.isAnonymous) {
                if (context[i] && context[i] != type.name)
                    return false;
                i--;
            }
        }
        return true;
    }
}
function hasChild(tree) {
    return tree.children.some(ch => ch instanceof TreeBuffer || !ch.type.isAnonymous || hasChild(ch));
}
function buildTree(data) {
    var _a;
    let { buffer, nodeSet, maxBufferLength = DefaultBufferLength, reused = [], minRepeatType = nodeSet.types.length } = data;
    let cursor = Array.isArray(buffer) ? new FlatBufferCursor(buffer, buffer.length) : buffer;
    let types = nodeSet.types;
    let contextHash = 0, lookAhead = 0;
    function takeNode(parentStart, minPos, children, positions, inRepeat, depth) {
        let { id, start, end, size } = cursor;
        let lookAheadAtStart = lookAhead, contextAtStart = contextHash;
        if (size < 0) {
            cursor.next();
            if (size == -1 /* SpecialRecord.Reuse */) {
                let node = reused[id];
                children.push(node);
                positions.push(start - parentStart);
                return;
            }
            else if (size == -3 /* SpecialRecord.ContextChange */) { // Context change
                contextHash = id;
                return;
            }
            else if (size == -4 /* SpecialRecord.LookAhead */) {
                lookAhead = id;
                return;
            }
            else {
                throw new RangeError(`Unrecognized record size: ${size}`);
            }
        }
        let type = types[id], node, buffer;
        let startPos = start - parentStart;
        if (end - start <= maxBufferLength && (buffer = findBufferSize(cursor.pos - minPos, inRepeat))) {
            // Small enough for a buffer, and no reused nodes inside
            let data = new Uint16Array(buffer.size - buffer.skip);
            let endPos = cursor.pos - buffer.size, index = data.length;
            while (cursor.pos > endPos)
                index = copyToBuffer(buffer.start, data, index);
            node = new TreeBuffer(data, end - buffer.start, nodeSet);
            startPos = buffer.start - parentStart;
        }
        else { // Make it a node
            let endPos = cursor.pos - size;
            cursor.next();
            let localChildren = [], localPositions = [];
            let localInRepeat = id >= minRepeatType ? id : -1;
            let lastGroup = 0, lastEnd = end, groupLookAhead = lookAheadAtStart;
            while (cursor.pos > endPos) {
                if (localInRepeat >= 0 && cursor.id == localInRepeat && cursor.size >= 0) {
                    if (cursor.end <= lastEnd - maxBufferLength) {
                        makeRepeatLeaf(localChildren, localPositions, start, lastGroup, cursor.end, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
                        lastGroup = localChildren.length;
                        lastEnd = cursor.end;
                        // The buffer is read backwards, so the current look-ahead is
                        // the one recorded after the next group's end.
                        groupLookAhead = lookAhead;
                    }
                    cursor.next();
                }
                else if (depth > 2500 /* CutOff.Depth */) {
                    takeFlatNode(start, endPos, localChildren, localPositions);
                }
                else {
                    // If the next entry is a reused node matching the local
                    // repeat, flush a repeat leaf and move lastGroup past it
                    if (localInRepeat >= 0 && cursor.size == -1 /* SpecialRecord.Reuse */ &&
                        reused[cursor.id].type == nodeSet.types[localInRepeat]) {
                        if (lastGroup < localChildren.length)
                            makeRepeatLeaf(localChildren, localPositions, start, lastGroup, cursor.end, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
                        lastGroup = localChildren.length + 1;
                        lastEnd = cursor.start;
                        groupLookAhead = lookAhead;
                    }
                    takeNode(start, endPos, localChildren, localPositions, localInRepeat, depth + 1);
                }
            }
            if (localInRepeat >= 0 && lastGroup > 0 && lastGroup < localChildren.length)
                makeRepeatLeaf(localChildren, localPositions, start, lastGroup, start, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
            localChildren.reverse();
            localPositions.reverse();
            if (localInRepeat > -1 && lastGroup > 0) {
                let make = makeBalanced(type, contextAtStart);
                node = balanceRange(type, localChildren, localPositions, 0, localChildren.length, 0, end - start, make, make);
            }
            else {
                node = makeTree(type, localChildren, localPositions, end - start, lookAheadAtStart - end, contextAtStart);
            }
        }
        children.push(node);
        positions.push(startPos);
    }
    function takeFlatNode(parentStart, minPos, children, positions) {
        let nodes = []; // Temporary, inverted array of leaf nodes found, with absolute positions
        let nodeCount = 0, stopAt = -1;
        while (cursor.pos > minPos) {
            let { id, start, end, size } = cursor;
            if (size > 4) { // Not a leaf
                cursor.next();
            }
            else if (stopAt > -1 && start < stopAt) {
                break;
            }
            else {
                if (stopAt < 0)
                    stopAt = end - maxBufferLength;
                nodes.push(id, start, end);
                nodeCount++;
                cursor.next();
            }
        }
        if (nodeCount) {
            let buffer = new Uint16Array(nodeCount * 4);
            let start = nodes[nodes.length - 2];
            for (let i = nodes.length - 3, j = 0; i >= 0; i -= 3) {
                buffer[j++] = nodes[i];
                buffer[j++] = nodes[i + 1] - start;
                buffer[j++] = nodes[i + 2] - start;
                buffer[j++] = j;
            }
            children.push(new TreeBuffer(buffer, nodes[2] - start, nodeSet));
            positions.push(start - parentStart);
        }
    }
    function makeBalanced(type, contextHash) {
        return (children, positions, length) => {
            let lookAhead = 0, lastI = children.length - 1, last, lookAheadProp;
            if (lastI >= 0 && (last = children[lastI]) instanceof Tree) {
                if (!lastI && last.type == type && last.length == length)
                    return last;
                if (lookAheadProp = last.prop(dist_NodeProp.lookAhead))
                    lookAhead = positions[lastI] + last.length + lookAheadProp - length;
            }
            return makeTree(type, children, positions, length, lookAhead, contextHash);
        };
    }
    function makeRepeatLeaf(children, positions, base, i, from, to, type, lookAhead, contextHash) {
        let localChildren = [], localPositions = [];
        while (children.length > i) {
            localChildren.push(children.pop());
            localPositions.push(positions.pop() + base - from);
        }
        children.push(makeTree(nodeSet.types[type], localChildren, localPositions, to - from, lookAhead - to, contextHash));
        positions.push(from - base);
    }
    function makeTree(type, children, positions, length, lookAhead, contextHash, props) {
        if (contextHash) {
            let pair = [dist_NodeProp.contextHash, contextHash];
            props = props ? [pair].concat(props) : [pair];
        }
        if (lookAhead > 25) {
            let pair = [dist_NodeProp.lookAhead, lookAhead];
            props = props ? [pair].concat(props) : [pair];
        }
        return new Tree(type, children, positions, length, props);
    }
    function findBufferSize(maxSize, inRepeat) {
        // Scan through the buffer to find previous siblings that fit
        // together in a TreeBuffer, and don't contain any reused nodes
        // (which can't be stored in a buffer).
        // If `inRepeat` is > -1, ignore node boundaries of that type for
        // nesting, but make sure the end falls either at the start
        // (`maxSize`) or before such a node.
        let fork = cursor.fork();
        let size = 0, start = 0, skip = 0, minStart = fork.end - maxBufferLength;
        let result = { size: 0, start: 0, skip: 0 };
        scan: for (let minPos = fork.pos - maxSize; fork.pos > minPos;) {
            let nodeSize = fork.size;
            // Pretend nested repeat nodes of the same type don't exist
            if (fork.id == inRepeat && nodeSize >= 0) {
                // Except that we store the current state as a valid return
                // value.
                result.size = size;
                result.start = start;
                result.skip = skip;
                skip += 4;
                size += 4;
                fork.next();
                continue;
            }
            let startPos = fork.pos - nodeSize;
            if (nodeSize < 0 || startPos < minPos || fork.start < minStart)
                break;
            let localSkipped = fork.id >= minRepeatType ? 4 : 0;
            let nodeStart = fork.start;
            fork.next();
            while (fork.pos > startPos) {
                if (fork.size < 0) {
                    if (fork.size == -3 /* SpecialRecord.ContextChange */ || fork.size == -4 /* SpecialRecord.LookAhead */)
                        localSkipped += 4;
                    else
                        break scan;
                }
                else if (fork.id >= minRepeatType) {
                    localSkipped += 4;
                }
                fork.next();
            }
            start = nodeStart;
            size += nodeSize;
            skip += localSkipped;
        }
        if (inRepeat < 0 || size == maxSize) {
            result.size = size;
            result.start = start;
            result.skip = skip;
        }
        return result.size > 4 ? result : undefined;
    }
    function copyToBuffer(bufferStart, buffer, index) {
        let { id, start, end, size } = cursor;
        cursor.next();
        if (size >= 0 && id < minRepeatType) {
            let startIndex = index;
            if (size > 4) {
                let endPos = cursor.pos - (size - 4);
                while (cursor.pos > endPos)
                    index = copyToBuffer(bufferStart, buffer, index);
            }
            buffer[--index] = startIndex;
            buffer[--index] = end - bufferStart;
            buffer[--index] = start - bufferStart;
            buffer[--index] = id;
        }
        else if (size == -3 /* SpecialRecord.ContextChange */) {
            contextHash = id;
        }
        else if (size == -4 /* SpecialRecord.LookAhead */) {
            lookAhead = id;
        }
        return index;
    }
    let children = [], positions = [];
    while (cursor.pos > 0)
        takeNode(data.start || 0, data.bufferStart || 0, children, positions, -1, 0);
    let length = (_a = data.length) !== null && _a !== void 0 ? _a : (children.length ? positions[0] + children[0].length : 0);
    return new Tree(types[data.topID], children.reverse(), positions.reverse(), length);
}
const nodeSizeCache = new WeakMap;
function nodeSize(balanceType, node) {
    if (!balanceType.isAnonymous || node instanceof TreeBuffer || node.type != balanceType)
        return 1;
    let size = nodeSizeCache.get(node);
    if (size == null) {
        size = 1;
        for (let child of node.children) {
            if (child.type != balanceType || !(child instanceof Tree)) {
                size = 1;
                break;
            }
            size += nodeSize(balanceType, child);
        }
        nodeSizeCache.set(node, size);
    }
    return size;
}
function balanceRange(
// The type the balanced tree's inner nodes.
balanceType, 
// The direct children and their positions
children, positions, 
// The index range in children/positions to use
from, to, 
// The start position of the nodes, relative to their parent.
start, 
// Length of the outer node
length, 
// Function to build the top node of the balanced tree
mkTop, 
// Function to build internal nodes for the balanced tree
mkTree) {
    let total = 0;
    for (let i = from; i < to; i++)
        total += nodeSize(balanceType, children[i]);
    let maxChild = Math.ceil((total * 1.5) / 8 /* Balance.BranchFactor */);
    let localChildren = [], localPositions = [];
    function divide(children, positions, from, to, offset) {
        for (let i = from; i < to;) {
            let groupFrom = i, groupStart = positions[i], groupSize = nodeSize(balanceType, children[i]);
            i++;
            for (; i < to; i++) {
                let nextSize = nodeSize(balanceType, children[i]);
                if (groupSize + nextSize >= maxChild)
                    break;
                groupSize += nextSize;
            }
            if (i == groupFrom + 1) {
                if (groupSize > maxChild) {
                    let only = children[groupFrom]; // Only trees can have a size > 1
                    divide(only.children, only.positions, 0, only.children.length, positions[groupFrom] + offset);
                    continue;
                }
                localChildren.push(children[groupFrom]);
            }
            else {
                let length = positions[i - 1] + children[i - 1].length - groupStart;
                localChildren.push(balanceRange(balanceType, children, positions, groupFrom, i, groupStart, length, null, mkTree));
            }
            localPositions.push(groupStart + offset - start);
        }
    }
    divide(children, positions, from, to, 0);
    return (mkTop || mkTree)(localChildren, localPositions, length);
}
/**
Provides a way to associate values with pieces of trees. As long
as that part of the tree is reused, the associated values can be
retrieved from an updated tree.
*/
class NodeWeakMap {
    constructor() {
        this.map = new WeakMap();
    }
    setBuffer(buffer, index, value) {
        let inner = this.map.get(buffer);
        if (!inner)
            this.map.set(buffer, inner = new Map);
        inner.set(index, value);
    }
    getBuffer(buffer, index) {
        let inner = this.map.get(buffer);
        return inner && inner.get(index);
    }
    /**
    Set the value for this syntax node.
    */
    set(node, value) {
        if (node instanceof BufferNode)
            this.setBuffer(node.context.buffer, node.index, value);
        else if (node instanceof TreeNode)
            this.map.set(node.tree, value);
    }
    /**
    Retrieve value for this syntax node, if it exists in the map.
    */
    get(node) {
        return node instanceof BufferNode ? this.getBuffer(node.context.buffer, node.index)
            : node instanceof TreeNode ? this.map.get(node.tree) : undefined;
    }
    /**
    Set the value for the node that a cursor currently points to.
    */
    cursorSet(cursor, value) {
        if (cursor.buffer)
            this.setBuffer(cursor.buffer.buffer, cursor.index, value);
        else
            this.map.set(cursor.tree, value);
    }
    /**
    Retrieve the value for the node that a cursor currently points
    to.
    */
    cursorGet(cursor) {
        return cursor.buffer ? this.getBuffer(cursor.buffer.buffer, cursor.index) : this.map.get(cursor.tree);
    }
}

/**
Tree fragments are used during [incremental
parsing](#common.Parser.startParse) to track parts of old trees
that can be reused in a new parse. An array of fragments is used
to track regions of an old tree whose nodes might be reused in new
parses. Use the static
[`applyChanges`](#common.TreeFragment^applyChanges) method to
update fragments for document changes.
*/
class TreeFragment {
    /**
    Construct a tree fragment. You'll usually want to use
    [`addTree`](#common.TreeFragment^addTree) and
    [`applyChanges`](#common.TreeFragment^applyChanges) instead of
    calling this directly.
    */
    constructor(
    /**
    The start of the unchanged range pointed to by this fragment.
    This refers to an offset in the _updated_ document (as opposed
    to the original tree).
    */
    from, 
    /**
    The end of the unchanged range.
    */
    to, 
    /**
    The tree that this fragment is based on.
    */
    tree, 
    /**
    The offset between the fragment's tree and the document that
    this fragment can be used against. Add this when going from
    document to tree positions, subtract it to go from tree to
    document positions.
    */
    offset, openStart = false, openEnd = false) {
        this.from = from;
        this.to = to;
        this.tree = tree;
        this.offset = offset;
        this.open = (openStart ? 1 /* Open.Start */ : 0) | (openEnd ? 2 /* Open.End */ : 0);
    }
    /**
    Whether the start of the fragment represents the start of a
    parse, or the end of a change. (In the second case, it may not
    be safe to reuse some nodes at the start, depending on the
    parsing algorithm.)
    */
    get openStart() { return (this.open & 1 /* Open.Start */) > 0; }
    /**
    Whether the end of the fragment represents the end of a
    full-document parse, or the start of a change.
    */
    get openEnd() { return (this.open & 2 /* Open.End */) > 0; }
    /**
    Create a set of fragments from a freshly parsed tree, or update
    an existing set of fragments by replacing the ones that overlap
    with a tree with content from the new tree. When `partial` is
    true, the parse is treated as incomplete, and the resulting
    fragment has [`openEnd`](#common.TreeFragment.openEnd) set to
    true.
    */
    static addTree(tree, fragments = [], partial = false) {
        let result = [new TreeFragment(0, tree.length, tree, 0, false, partial)];
        for (let f of fragments)
            if (f.to > tree.length)
                result.push(f);
        return result;
    }
    /**
    Apply a set of edits to an array of fragments, removing or
    splitting fragments as necessary to remove edited ranges, and
    adjusting offsets for fragments that moved.
    */
    static applyChanges(fragments, changes, minGap = 128) {
        if (!changes.length)
            return fragments;
        let result = [];
        let fI = 1, nextF = fragments.length ? fragments[0] : null;
        for (let cI = 0, pos = 0, off = 0;; cI++) {
            let nextC = cI < changes.length ? changes[cI] : null;
            let nextPos = nextC ? nextC.fromA : 1e9;
            if (nextPos - pos >= minGap)
                while (nextF && nextF.from < nextPos) {
                    let cut = nextF;
                    if (pos >= cut.from || nextPos <= cut.to || off) {
                        let fFrom = Math.max(cut.from, pos) - off, fTo = Math.min(cut.to, nextPos) - off;
                        cut = fFrom >= fTo ? null : new TreeFragment(fFrom, fTo, cut.tree, cut.offset + off, cI > 0, !!nextC);
                    }
                    if (cut)
                        result.push(cut);
                    if (nextF.to > nextPos)
                        break;
                    nextF = fI < fragments.length ? fragments[fI++] : null;
                }
            if (!nextC)
                break;
            pos = nextC.toA;
            off = nextC.toA - nextC.toB;
        }
        return result;
    }
}
/**
A superclass that parsers should extend.
*/
class Parser {
    /**
    Start a parse, returning a [partial parse](#common.PartialParse)
    object. [`fragments`](#common.TreeFragment) can be passed in to
    make the parse incremental.
    
    By default, the entire input is parsed. You can pass `ranges`,
    which should be a sorted array of non-empty, non-overlapping
    ranges, to parse only those ranges. The tree returned in that
    case will start at `ranges[0].from`.
    */
    startParse(input, fragments, ranges) {
        if (typeof input == "string")
            input = new StringInput(input);
        ranges = !ranges ? [new Range(0, input.length)] : ranges.length ? ranges.map(r => new Range(r.from, r.to)) : [new Range(0, 0)];
        return this.createParse(input, fragments || [], ranges);
    }
    /**
    Run a full parse, returning the resulting tree.
    */
    parse(input, fragments, ranges) {
        let parse = this.startParse(input, fragments, ranges);
        for (;;) {
            let done = parse.advance();
            if (done)
                return done;
        }
    }
}
class StringInput {
    constructor(string) {
        this.string = string;
    }
    get length() { return this.string.length; }
    chunk(from) { return this.string.slice(from); }
    get lineChunks() { return false; }
    read(from, to) { return this.string.slice(from, to); }
}

/**
Create a parse wrapper that, after the inner parse completes,
scans its tree for mixed language regions with the `nest`
function, runs the resulting [inner parses](#common.NestedParse),
and then [mounts](#common.NodeProp^mounted) their results onto the
tree.
*/
function parseMixed(nest) {
    return (parse, input, fragments, ranges) => new MixedParse(parse, nest, input, fragments, ranges);
}
class InnerParse {
    constructor(parser, parse, overlay, bracketed, target, from) {
        this.parser = parser;
        this.parse = parse;
        this.overlay = overlay;
        this.bracketed = bracketed;
        this.target = target;
        this.from = from;
    }
}
function checkRanges(ranges) {
    if (!ranges.length || ranges.some(r => r.from >= r.to))
        throw new RangeError("Invalid inner parse ranges given: " + JSON.stringify(ranges));
}
class ActiveOverlay {
    constructor(parser, predicate, mounts, index, start, bracketed, target, prev) {
        this.parser = parser;
        this.predicate = predicate;
        this.mounts = mounts;
        this.index = index;
        this.start = start;
        this.bracketed = bracketed;
        this.target = target;
        this.prev = prev;
        this.depth = 0;
        this.ranges = [];
    }
}
const stoppedInner = new dist_NodeProp({ perNode: true });
class MixedParse {
    constructor(base, nest, input, fragments, ranges) {
        this.nest = nest;
        this.input = input;
        this.fragments = fragments;
        this.ranges = ranges;
        this.inner = [];
        this.innerDone = 0;
        this.baseTree = null;
        this.stoppedAt = null;
        this.baseParse = base;
    }
    advance() {
        if (this.baseParse) {
            let done = this.baseParse.advance();
            if (!done)
                return null;
            this.baseParse = null;
            this.baseTree = done;
            this.startInner();
            if (this.stoppedAt != null)
                for (let inner of this.inner)
                    inner.parse.stopAt(this.stoppedAt);
        }
        if (this.innerDone == this.inner.length) {
            let result = this.baseTree;
            if (this.stoppedAt != null)
                result = new Tree(result.type, result.children, result.positions, result.length, result.propValues.concat([[stoppedInner, this.stoppedAt]]));
            return result;
        }
        let inner = this.inner[this.innerDone], done = inner.parse.advance();
        if (done) {
            this.innerDone++;
            // This is a somewhat dodgy but super helpful hack where we
            // patch up nodes created by the inner parse (and thus
            // presumably not aliased anywhere else) to hold the information
            // about the inner parse.
            let props = Object.assign(Object.create(null), inner.target.props);
            props[dist_NodeProp.mounted.id] = new MountedTree(done, inner.overlay, inner.parser, inner.bracketed);
            inner.target.props = props;
        }
        return null;
    }
    get parsedPos() {
        if (this.baseParse)
            return 0;
        let pos = this.input.length;
        for (let i = this.innerDone; i < this.inner.length; i++) {
            if (this.inner[i].from < pos)
                pos = Math.min(pos, this.inner[i].parse.parsedPos);
        }
        return pos;
    }
    stopAt(pos) {
        this.stoppedAt = pos;
        if (this.baseParse)
            this.baseParse.stopAt(pos);
        else
            for (let i = this.innerDone; i < this.inner.length; i++)
                this.inner[i].parse.stopAt(pos);
    }
    startInner() {
        let fragmentCursor = new FragmentCursor(this.fragments);
        let overlay = null;
        let covered = null;
        let cursor = new TreeCursor(new TreeNode(this.baseTree, this.ranges[0].from, 0, null), IterMode.IncludeAnonymous | IterMode.IgnoreMounts);
        scan: for (let nest, isCovered;;) {
            let enter = true, range;
            if (this.stoppedAt != null && cursor.from >= this.stoppedAt) {
                enter = false;
            }
            else if (fragmentCursor.hasNode(cursor)) {
                if (overlay) {
                    let match = overlay.mounts.find(m => m.frag.from <= cursor.from && m.frag.to >= cursor.to && m.mount.overlay);
                    if (match)
                        for (let r of match.mount.overlay) {
                            let from = r.from + match.pos, to = r.to + match.pos;
                            if (from >= cursor.from && to <= cursor.to && !overlay.ranges.some(r => r.from < to && r.to > from))
                                overlay.ranges.push({ from, to });
                        }
                }
                enter = false;
            }
            else if (covered && (isCovered = checkCover(covered.ranges, cursor.from, cursor.to))) {
                enter = isCovered != 2 /* Cover.Full */;
            }
            else if (!cursor.type.isAnonymous && (nest = this.nest(cursor, this.input)) &&
                (cursor.from < cursor.to || !nest.overlay)) {
                if (!cursor.tree) {
                    materialize(cursor);
                    // materialize create one more level of nesting
                    // we need to add depth to active overlay for going backwards
                    if (overlay)
                        overlay.depth++;
                    if (covered)
                        covered.depth++;
                }
                let oldMounts = fragmentCursor.findMounts(cursor.from, nest.parser);
                if (typeof nest.overlay == "function") {
                    overlay = new ActiveOverlay(nest.parser, nest.overlay, oldMounts, this.inner.length, cursor.from, !!nest.bracketed, cursor.tree, overlay);
                }
                else {
                    let ranges = punchRanges(this.ranges, nest.overlay ||
                        (cursor.from < cursor.to ? [new Range(cursor.from, cursor.to)] : []));
                    if (ranges.length)
                        checkRanges(ranges);
                    if (ranges.length || !nest.overlay)
                        this.inner.push(new InnerParse(nest.parser, ranges.length ? nest.parser.startParse(this.input, enterFragments(oldMounts, ranges), ranges)
                            : nest.parser.startParse(""), nest.overlay ? nest.overlay.map(r => new Range(r.from - cursor.from, r.to - cursor.from)) : null, !!nest.bracketed, cursor.tree, ranges.length ? ranges[0].from : cursor.from));
                    if (!nest.overlay)
                        enter = false;
                    else if (ranges.length)
                        covered = { ranges, depth: 0, prev: covered };
                }
            }
            else if (overlay && (range = overlay.predicate(cursor))) {
                if (range === true)
                    range = new Range(cursor.from, cursor.to);
                if (range.from < range.to) {
                    let last = overlay.ranges.length - 1;
                    if (last >= 0 && overlay.ranges[last].to == range.from)
                        overlay.ranges[last] = { from: overlay.ranges[last].from, to: range.to };
                    else
                        overlay.ranges.push(range);
                }
            }
            if (enter && cursor.firstChild()) {
                if (overlay)
                    overlay.depth++;
                if (covered)
                    covered.depth++;
            }
            else {
                for (;;) {
                    if (cursor.nextSibling())
                        break;
                    if (!cursor.parent())
                        break scan;
                    if (overlay && !--overlay.depth) {
                        let ranges = punchRanges(this.ranges, overlay.ranges);
                        if (ranges.length) {
                            checkRanges(ranges);
                            this.inner.splice(overlay.index, 0, new InnerParse(overlay.parser, overlay.parser.startParse(this.input, enterFragments(overlay.mounts, ranges), ranges), overlay.ranges.map(r => new Range(r.from - overlay.start, r.to - overlay.start)), overlay.bracketed, overlay.target, ranges[0].from));
                        }
                        overlay = overlay.prev;
                    }
                    if (covered && !--covered.depth)
                        covered = covered.prev;
                }
            }
        }
    }
}
function checkCover(covered, from, to) {
    for (let range of covered) {
        if (range.from >= to)
            break;
        if (range.to > from)
            return range.from <= from && range.to >= to ? 2 /* Cover.Full */ : 1 /* Cover.Partial */;
    }
    return 0 /* Cover.None */;
}
// Take a piece of buffer and convert it into a stand-alone
// TreeBuffer.
function sliceBuf(buf, startI, endI, nodes, positions, off) {
    if (startI < endI) {
        let from = buf.buffer[startI + 1];
        nodes.push(buf.slice(startI, endI, from));
        positions.push(from - off);
    }
}
// This function takes a node that's in a buffer, and converts it, and
// its parent buffer nodes, into a Tree. This is again acting on the
// assumption that the trees and buffers have been constructed by the
// parse that was ran via the mix parser, and thus aren't shared with
// any other code, making violations of the immutability safe.
function materialize(cursor) {
    let { node } = cursor, stack = [];
    let buffer = node.context.buffer;
    // Scan up to the nearest tree
    do {
        stack.push(cursor.index);
        cursor.parent();
    } while (!cursor.tree);
    // Find the index of the buffer in that tree
    let base = cursor.tree, i = base.children.indexOf(buffer);
    let buf = base.children[i], b = buf.buffer, newStack = [i];
    // Split a level in the buffer, putting the nodes before and after
    // the child that contains `node` into new buffers.
    function split(startI, endI, type, innerOffset, length, stackPos) {
        let targetI = stack[stackPos];
        let children = [], positions = [];
        sliceBuf(buf, startI, targetI, children, positions, innerOffset);
        let from = b[targetI + 1], to = b[targetI + 2];
        newStack.push(children.length);
        let child = stackPos
            ? split(targetI + 4, b[targetI + 3], buf.set.types[b[targetI]], from, to - from, stackPos - 1)
            : node.toTree();
        children.push(child);
        positions.push(from - innerOffset);
        sliceBuf(buf, b[targetI + 3], endI, children, positions, innerOffset);
        return new Tree(type, children, positions, length);
    }
    base.children[i] = split(0, b.length, NodeType.none, 0, buf.length, stack.length - 1);
    // Move the cursor back to the target node
    for (let index of newStack) {
        let tree = cursor.tree.children[index], pos = cursor.tree.positions[index];
        cursor.yield(new TreeNode(tree, pos + cursor.from, index, cursor._tree));
    }
}
class StructureCursor {
    constructor(root, offset) {
        this.offset = offset;
        this.done = false;
        this.cursor = root.cursor(IterMode.IncludeAnonymous | IterMode.IgnoreMounts | IterMode.ExcludeBuffers);
    }
    // Move to the first node (in pre-order) that starts at or after `pos`.
    moveTo(pos) {
        let { cursor } = this, p = pos - this.offset;
        while (!this.done && cursor.from < p) {
            if (cursor.to >= p && cursor.enter(p, 1, IterMode.IncludeAnonymous | IterMode.IgnoreMounts | IterMode.IgnoreOverlays | IterMode.ExcludeBuffers)) ;
            else if (cursor.to <= p) {
                if (!cursor.next(false))
                    this.done = true;
                // Moved to next node
            }
            else {
                break;
            }
        }
    }
    hasNode(cursor) {
        this.moveTo(cursor.from);
        if (!this.done && this.cursor.from + this.offset == cursor.from && this.cursor.tree) {
            for (let tree = this.cursor.tree;;) {
                if (tree == cursor.tree)
                    return true;
                if (tree.children.length && tree.positions[0] == 0 && tree.children[0] instanceof Tree)
                    tree = tree.children[0];
                else
                    break;
            }
        }
        return false;
    }
}
// The end of the range in which a fragment's nodes can be reused. For
// a tree from a stopped parse, that is no further than the stop
// position (in tree coordinates, so it is mapped to the document).
function fragEnd(frag) {
    let stopped = frag.tree.prop(stoppedInner);
    return stopped == null ? frag.to : Math.min(frag.to, stopped - frag.offset);
}
class FragmentCursor {
    constructor(fragments) {
        this.fragments = fragments;
        this.curTo = 0;
        this.fragI = 0;
        if (fragments.length) {
            let first = this.curFrag = fragments[0];
            this.curTo = fragEnd(first);
            this.inner = new StructureCursor(first.tree, -first.offset);
        }
        else {
            this.curFrag = this.inner = null;
        }
    }
    hasNode(node) {
        while (this.curFrag && node.from >= this.curTo)
            this.nextFrag();
        return this.curFrag && this.curFrag.from <= node.from && this.curTo >= node.to && this.inner.hasNode(node);
    }
    nextFrag() {
        this.fragI++;
        if (this.fragI == this.fragments.length) {
            this.curFrag = this.inner = null;
        }
        else {
            let frag = this.curFrag = this.fragments[this.fragI];
            this.curTo = fragEnd(frag);
            this.inner = new StructureCursor(frag.tree, -frag.offset);
        }
    }
    findMounts(pos, parser) {
        var _a;
        let result = [];
        if (this.inner) {
            this.inner.cursor.moveTo(pos, 1);
            for (let pos = this.inner.cursor.node; pos; pos = pos.parent) {
                let mount = (_a = pos.tree) === null || _a === void 0 ? void 0 : _a.prop(dist_NodeProp.mounted);
                if (mount && mount.parser == parser) {
                    for (let i = this.fragI; i < this.fragments.length; i++) {
                        let frag = this.fragments[i];
                        if (frag.from >= pos.to)
                            break;
                        if (frag.tree == this.curFrag.tree)
                            result.push({
                                frag,
                                pos: pos.from - frag.offset,
                                mount
                            });
                    }
                }
            }
        }
        return result;
    }
}
function punchRanges(outer, ranges) {
    let copy = null, current = ranges;
    for (let i = 1, j = 0; i < outer.length; i++) {
        let gapFrom = outer[i - 1].to, gapTo = outer[i].from;
        for (; j < current.length; j++) {
            let r = current[j];
            if (r.from >= gapTo)
                break;
            if (r.to <= gapFrom)
                continue;
            if (!copy)
                current = copy = ranges.slice();
            if (r.from < gapFrom) {
                copy[j] = new Range(r.from, gapFrom);
                if (r.to > gapTo)
                    copy.splice(j + 1, 0, new Range(gapTo, r.to));
            }
            else if (r.to > gapTo) {
                copy[j--] = new Range(gapTo, r.to);
            }
            else {
                copy.splice(j--, 1);
            }
        }
    }
    return current;
}
function findCoverChanges(a, b, from, to) {
    let iA = 0, iB = 0, inA = false, inB = false, pos = -1e9;
    let result = [];
    for (;;) {
        let nextA = iA == a.length ? 1e9 : inA ? a[iA].to : a[iA].from;
        let nextB = iB == b.length ? 1e9 : inB ? b[iB].to : b[iB].from;
        if (inA != inB) {
            let start = Math.max(pos, from), end = Math.min(nextA, nextB, to);
            if (start < end)
                result.push(new Range(start, end));
        }
        pos = Math.min(nextA, nextB);
        if (pos == 1e9)
            break;
        if (nextA == pos) {
            if (!inA)
                inA = true;
            else {
                inA = false;
                iA++;
            }
        }
        if (nextB == pos) {
            if (!inB)
                inB = true;
            else {
                inB = false;
                iB++;
            }
        }
    }
    return result;
}
// Given a number of fragments for the outer tree, and a set of ranges
// to parse, find fragments for inner trees mounted around those
// ranges, if any.
function enterFragments(mounts, ranges) {
    let result = [];
    for (let { pos, mount, frag } of mounts) {
        let startPos = pos + (mount.overlay ? mount.overlay[0].from : 0), endPos = startPos + mount.tree.length;
        let from = Math.max(frag.from, startPos), to = Math.min(frag.to, endPos);
        if (mount.overlay) {
            let overlay = mount.overlay.map(r => new Range(r.from + pos, r.to + pos));
            let changes = findCoverChanges(ranges, overlay, from, to);
            for (let i = 0, pos = from;; i++) {
                let last = i == changes.length, end = last ? to : changes[i].from;
                if (end > pos)
                    result.push(new TreeFragment(pos, end, mount.tree, -startPos, frag.from >= pos || frag.openStart, frag.to <= end || frag.openEnd));
                if (last)
                    break;
                pos = changes[i].to;
            }
        }
        else {
            result.push(new TreeFragment(from, to, mount.tree, -startPos, frag.from >= startPos || frag.openStart, frag.to <= endPos || frag.openEnd));
        }
    }
    return result;
}



;// CONCATENATED MODULE: ./node_modules/@lezer/lr/dist/index.js


/**
A parse stack. These are used internally by the parser to track
parsing progress. They also provide some properties and methods
that external code such as a tokenizer can use to get information
about the parse state.
*/
class Stack {
    /**
    @internal
    */
    constructor(
    /**
    The parse that this stack is part of @internal
    */
    p, 
    /**
    Holds state, input pos, buffer index triplets for all but the
    top state @internal
    */
    stack, 
    /**
    The current parse state @internal
    */
    state, 
    // The position at which the next reduce should take place. This
    // can be less than `this.pos` when skipped expressions have been
    // added to the stack (which should be moved outside of the next
    // reduction)
    /**
    @internal
    */
    reducePos, 
    /**
    The input position up to which this stack has parsed.
    */
    pos, 
    /**
    The dynamic score of the stack, including dynamic precedence
    and error-recovery penalties
    @internal
    */
    score, 
    // The output buffer. Holds (type, start, end, size) quads
    // representing nodes created by the parser, where `size` is
    // amount of buffer array entries covered by this node.
    /**
    @internal
    */
    buffer, 
    // The base offset of the buffer. When stacks are split, the split
    // instance shared the buffer history with its parent up to
    // `bufferBase`, which is the absolute offset (including the
    // offset of previous splits) into the buffer at which this stack
    // starts writing.
    /**
    @internal
    */
    bufferBase, 
    /**
    @internal
    */
    curContext, 
    /**
    @internal
    */
    lookAhead = 0, 
    // A parent stack from which this was split off, if any. This is
    // set up so that it always points to a stack that has some
    // additional buffer content, never to a stack with an equal
    // `bufferBase`.
    /**
    @internal
    */
    parent) {
        this.p = p;
        this.stack = stack;
        this.state = state;
        this.reducePos = reducePos;
        this.pos = pos;
        this.score = score;
        this.buffer = buffer;
        this.bufferBase = bufferBase;
        this.curContext = curContext;
        this.lookAhead = lookAhead;
        this.parent = parent;
    }
    /**
    @internal
    */
    toString() {
        return `[${this.stack.filter((_, i) => i % 3 == 0).concat(this.state)}]@${this.pos}${this.score ? "!" + this.score : ""}`;
    }
    // Start an empty stack
    /**
    @internal
    */
    static start(p, state, pos = 0) {
        let cx = p.parser.context;
        return new Stack(p, [], state, pos, pos, 0, [], 0, cx ? new StackContext(cx, cx.start) : null, 0, null);
    }
    /**
    The stack's current [context](#lr.ContextTracker) value, if
    any. Its type will depend on the context tracker's type
    parameter, or it will be `null` if there is no context
    tracker.
    */
    get context() { return this.curContext ? this.curContext.context : null; }
    // Push a state onto the stack, tracking its start position as well
    // as the buffer base at that point.
    /**
    @internal
    */
    pushState(state, start) {
        this.stack.push(this.state, start, this.bufferBase + this.buffer.length);
        this.state = state;
    }
    // Apply a reduce action
    /**
    @internal
    */
    reduce(action) {
        var _a;
        let depth = action >> 19 /* Action.ReduceDepthShift */, type = action & 65535 /* Action.ValueMask */;
        let { parser } = this.p;
        let lookaheadRecord = this.reducePos < this.pos - 25 /* Lookahead.Margin */ && this.setLookAhead(this.pos);
        let dPrec = parser.dynamicPrecedence(type);
        if (dPrec)
            this.score += dPrec;
        if (depth == 0) {
            if (type < parser.minRepeatTerm && this.reducePos < this.pos)
                this.reducePos = this.pos;
            this.pushState(parser.getGoto(this.state, type, true), this.reducePos);
            // Zero-depth reductions are a special case—they add stuff to
            // the stack without popping anything off.
            if (type < parser.minRepeatTerm)
                this.storeNode(type, this.reducePos, this.reducePos, lookaheadRecord ? 8 : 4, true);
            this.reduceContext(type, this.reducePos);
            return;
        }
        // Find the base index into `this.stack`, content after which will
        // be dropped. Note that with `StayFlag` reductions we need to
        // consume two extra frames (the dummy parent node for the skipped
        // expression and the state that we'll be staying in, which should
        // be moved to `this.state`).
        let base = this.stack.length - ((depth - 1) * 3) - (action & 262144 /* Action.StayFlag */ ? 6 : 0);
        let start = base ? this.stack[base - 2] : this.p.ranges[0].from;
        if (type < parser.minRepeatTerm && start == this.reducePos && this.reducePos < this.pos)
            this.reducePos = this.pos;
        let size = this.reducePos - start;
        // This is a kludge to try and detect overly deep left-associative
        // trees, which will not increase the parse stack depth and thus
        // won't be caught by the regular stack-depth limit check.
        if (size >= 2000 /* Recover.MinBigReduction */ && !((_a = this.p.parser.nodeSet.types[type]) === null || _a === void 0 ? void 0 : _a.isAnonymous)) {
            if (start == this.p.lastBigReductionStart) {
                this.p.bigReductionCount++;
                this.p.lastBigReductionSize = size;
            }
            else if (this.p.lastBigReductionSize < size) {
                this.p.bigReductionCount = 1;
                this.p.lastBigReductionStart = start;
                this.p.lastBigReductionSize = size;
            }
        }
        let bufferBase = base ? this.stack[base - 1] : 0, count = this.bufferBase + this.buffer.length - bufferBase;
        // Store normal terms or `R -> R R` repeat reductions
        if (type < parser.minRepeatTerm || (action & 131072 /* Action.RepeatFlag */)) {
            let pos = parser.stateFlag(this.state, 1 /* StateFlag.Skipped */) ? this.pos : this.reducePos;
            this.storeNode(type, start, pos, count + 4, true);
        }
        if (action & 262144 /* Action.StayFlag */) {
            this.state = this.stack[base];
        }
        else {
            let baseStateID = this.stack[base - 3];
            this.state = parser.getGoto(baseStateID, type, true);
        }
        while (this.stack.length > base)
            this.stack.pop();
        this.reduceContext(type, start);
    }
    // Shift a value into the buffer
    /**
    @internal
    */
    storeNode(term, start, end, size = 4, mustSink = false) {
        if (term == 0 /* Term.Err */ &&
            (!this.stack.length || this.stack[this.stack.length - 1] < this.buffer.length + this.bufferBase)) {
            // Try to omit/merge adjacent error nodes
            let top = this.buffer.length;
            if (top > 0 && this.buffer[top - 4] == 0 /* Term.Err */ && this.buffer[top - 1] > -1) {
                if (start == end)
                    return;
                if (this.buffer[top - 2] >= start) {
                    this.buffer[top - 2] = end;
                    return;
                }
            }
        }
        if (!mustSink || this.pos == end) { // Simple case, just append
            this.buffer.push(term, start, end, size);
        }
        else { // There may be skipped nodes that have to be moved forward
            let index = this.buffer.length;
            if (index > 0 && (this.buffer[index - 4] != 0 /* Term.Err */ || this.buffer[index - 1] < 0)) {
                let mustMove = false;
                for (let scan = index; scan > 0 && this.buffer[scan - 2] > end; scan -= 4) {
                    if (this.buffer[scan - 1] >= 0) {
                        mustMove = true;
                        break;
                    }
                }
                if (mustMove)
                    while (index > 0 && this.buffer[index - 2] > end) {
                        // Move this record forward
                        this.buffer[index] = this.buffer[index - 4];
                        this.buffer[index + 1] = this.buffer[index - 3];
                        this.buffer[index + 2] = this.buffer[index - 2];
                        this.buffer[index + 3] = this.buffer[index - 1];
                        index -= 4;
                        if (size > 4)
                            size -= 4;
                    }
            }
            this.buffer[index] = term;
            this.buffer[index + 1] = start;
            this.buffer[index + 2] = end;
            this.buffer[index + 3] = size;
        }
    }
    // Apply a shift action
    /**
    @internal
    */
    shift(action, type, start, end) {
        if (action & 131072 /* Action.GotoFlag */) {
            this.pushState(action & 65535 /* Action.ValueMask */, this.pos);
        }
        else if ((action & 262144 /* Action.StayFlag */) == 0) { // Regular shift
            let nextState = action, { parser } = this.p;
            this.pos = end;
            let skipped = parser.stateFlag(nextState, 1 /* StateFlag.Skipped */);
            // Skipped or zero-length non-tree tokens don't move reducePos
            if (!skipped && (end > start || type <= parser.maxNode))
                this.reducePos = end;
            this.pushState(nextState, skipped ? start : Math.min(start, this.reducePos));
            this.shiftContext(type, start);
            if (type <= parser.maxNode)
                this.buffer.push(type, start, end, 4);
        }
        else { // Shift-and-stay, which means this is a skipped token
            this.pos = end;
            this.shiftContext(type, start);
            if (type <= this.p.parser.maxNode)
                this.buffer.push(type, start, end, 4);
        }
    }
    // Apply an action
    /**
    @internal
    */
    apply(action, next, nextStart, nextEnd) {
        if (action & 65536 /* Action.ReduceFlag */)
            this.reduce(action);
        else
            this.shift(action, next, nextStart, nextEnd);
    }
    // Add a prebuilt (reused) node into the buffer.
    /**
    @internal
    */
    useNode(value, next, start) {
        let index = this.p.reused.length - 1;
        if (index < 0 || this.p.reused[index] != value) {
            this.p.reused.push(value);
            index++;
        }
        let end = this.reducePos = this.pos = start + value.length;
        this.pushState(next, start);
        this.buffer.push(index, start, end, -1 /* size == -1 means this is a reused value */);
        if (this.curContext)
            this.updateContext(this.curContext.tracker.reuse(this.curContext.context, value, this, this.p.stream.reset(this.pos - value.length)));
    }
    // Split the stack. Due to the buffer sharing and the fact
    // that `this.stack` tends to stay quite shallow, this isn't very
    // expensive.
    /**
    @internal
    */
    split() {
        let parent = this;
        let off = parent.buffer.length;
        // Leave off top error node, if there, because that might be
        // merged with other nodes.
        if (off && parent.buffer[off - 4] == 0 /* Term.Err */)
            off -= 4;
        // Because the top of the buffer (after this.pos) may be mutated
        // to reorder reductions and skipped tokens, and shared buffers
        // should be immutable, this copies any outstanding skipped tokens
        // to the new buffer, and puts the base pointer before them.
        while (off > 0 && parent.buffer[off - 2] > parent.reducePos)
            off -= 4;
        let buffer = parent.buffer.slice(off), base = parent.bufferBase + off;
        // Make sure parent points to an actual parent with content, if there is such a parent.
        while (parent && base == parent.bufferBase)
            parent = parent.parent;
        return new Stack(this.p, this.stack.slice(), this.state, this.reducePos, this.pos, this.score, buffer, base, this.curContext, this.lookAhead, parent);
    }
    // Try to recover from an error by 'deleting' (ignoring) one token.
    /**
    @internal
    */
    recoverByDelete(next, nextEnd) {
        let isNode = next <= this.p.parser.maxNode;
        if (isNode)
            this.storeNode(next, this.pos, nextEnd, 4);
        this.storeNode(0 /* Term.Err */, this.pos, nextEnd, isNode ? 8 : 4);
        this.pos = this.reducePos = nextEnd;
        this.score -= 190 /* Recover.Delete */;
    }
    /**
    Check if the given term would be able to be shifted (optionally
    after some reductions) on this stack. This can be useful for
    external tokenizers that want to make sure they only provide a
    given token when it applies.
    */
    canShift(term) {
        for (let sim = new SimulatedStack(this);;) {
            let action = this.p.parser.stateSlot(sim.state, 4 /* ParseState.DefaultReduce */) || this.p.parser.hasAction(sim.state, term);
            if (action == 0)
                return false;
            if ((action & 65536 /* Action.ReduceFlag */) == 0)
                return true;
            sim.reduce(action);
        }
    }
    // Apply up to Recover.MaxNext recovery actions that conceptually
    // inserts some missing token or rule.
    /**
    @internal
    */
    recoverByInsert(next) {
        if (this.stack.length >= 300 /* Recover.MaxInsertStackDepth */)
            return [];
        let nextStates = this.p.parser.nextStates(this.state);
        if (nextStates.length > 4 /* Recover.MaxNext */ << 1 || this.stack.length >= 120 /* Recover.DampenInsertStackDepth */) {
            let best = [];
            for (let i = 0, s; i < nextStates.length; i += 2) {
                if ((s = nextStates[i + 1]) != this.state && this.p.parser.hasAction(s, next))
                    best.push(nextStates[i], s);
            }
            if (this.stack.length < 120 /* Recover.DampenInsertStackDepth */)
                for (let i = 0; best.length < 4 /* Recover.MaxNext */ << 1 && i < nextStates.length; i += 2) {
                    let s = nextStates[i + 1];
                    if (!best.some((v, i) => (i & 1) && v == s))
                        best.push(nextStates[i], s);
                }
            nextStates = best;
        }
        let result = [];
        for (let i = 0; i < nextStates.length && result.length < 4 /* Recover.MaxNext */; i += 2) {
            let s = nextStates[i + 1];
            if (s == this.state)
                continue;
            let stack = this.split();
            stack.pushState(s, this.pos);
            stack.storeNode(0 /* Term.Err */, stack.pos, stack.pos, 4, true);
            stack.shiftContext(nextStates[i], this.pos);
            stack.reducePos = this.pos;
            stack.score -= 200 /* Recover.Insert */;
            result.push(stack);
        }
        return result;
    }
    // Force a reduce, if possible. Return false if that can't
    // be done.
    /**
    @internal
    */
    forceReduce() {
        let { parser } = this.p;
        let reduce = parser.stateSlot(this.state, 5 /* ParseState.ForcedReduce */);
        if ((reduce & 65536 /* Action.ReduceFlag */) == 0)
            return false;
        if (!parser.validAction(this.state, reduce)) {
            let depth = reduce >> 19 /* Action.ReduceDepthShift */, term = reduce & 65535 /* Action.ValueMask */;
            let target = this.stack.length - depth * 3;
            if (target < 0 || parser.getGoto(this.stack[target], term, false) < 0) {
                let backup = this.findForcedReduction();
                if (backup == null)
                    return false;
                reduce = backup;
            }
            this.storeNode(0 /* Term.Err */, this.pos, this.pos, 4, true);
            this.score -= 100 /* Recover.Reduce */;
        }
        this.reducePos = this.pos;
        this.reduce(reduce);
        return true;
    }
    /**
    Try to scan through the automaton to find some kind of reduction
    that can be applied. Used when the regular ForcedReduce field
    isn't a valid action. @internal
    */
    findForcedReduction() {
        let { parser } = this.p, seen = [];
        let explore = (state, depth) => {
            if (seen.includes(state))
                return;
            seen.push(state);
            return parser.allActions(state, (action) => {
                if (action & (262144 /* Action.StayFlag */ | 131072 /* Action.GotoFlag */)) ;
                else if (action & 65536 /* Action.ReduceFlag */) {
                    let rDepth = (action >> 19 /* Action.ReduceDepthShift */) - depth;
                    if (rDepth > 1) {
                        let term = action & 65535 /* Action.ValueMask */, target = this.stack.length - rDepth * 3;
                        if (target >= 0 && parser.getGoto(this.stack[target], term, false) >= 0)
                            return (rDepth << 19 /* Action.ReduceDepthShift */) | 65536 /* Action.ReduceFlag */ | term;
                    }
                }
                else {
                    let found = explore(action, depth + 1);
                    if (found != null)
                        return found;
                }
            });
        };
        return explore(this.state, 0);
    }
    /**
    @internal
    */
    forceAll() {
        while (!this.p.parser.stateFlag(this.state, 2 /* StateFlag.Accepting */)) {
            if (!this.forceReduce()) {
                this.storeNode(0 /* Term.Err */, this.pos, this.pos, 4, true);
                break;
            }
        }
        return this;
    }
    /**
    Check whether this state has no further actions (assumed to be a direct descendant of the
    top state, since any other states must be able to continue
    somehow). @internal
    */
    get deadEnd() {
        if (this.stack.length != 3)
            return false;
        let { parser } = this.p;
        return parser.data[parser.stateSlot(this.state, 1 /* ParseState.Actions */)] == 65535 /* Seq.End */ &&
            !parser.stateSlot(this.state, 4 /* ParseState.DefaultReduce */);
    }
    /**
    Restart the stack (put it back in its start state). Only safe
    when this.stack.length == 3 (state is directly below the top
    state). @internal
    */
    restart() {
        this.storeNode(0 /* Term.Err */, this.pos, this.pos, 4, true);
        this.state = this.stack[0];
        this.stack.length = 0;
    }
    /**
    @internal
    */
    sameState(other) {
        if (this.state != other.state || this.stack.length != other.stack.length)
            return false;
        for (let i = 0; i < this.stack.length; i += 3)
            if (this.stack[i] != other.stack[i])
                return false;
        return true;
    }
    /**
    Get the parser used by this stack.
    */
    get parser() { return this.p.parser; }
    /**
    Test whether a given dialect (by numeric ID, as exported from
    the terms file) is enabled.
    */
    dialectEnabled(dialectID) { return this.p.parser.dialect.flags[dialectID]; }
    shiftContext(term, start) {
        if (this.curContext)
            this.updateContext(this.curContext.tracker.shift(this.curContext.context, term, this, this.p.stream.reset(start)));
    }
    reduceContext(term, start) {
        if (this.curContext)
            this.updateContext(this.curContext.tracker.reduce(this.curContext.context, term, this, this.p.stream.reset(start)));
    }
    /**
    @internal
    */
    emitContext() {
        let last = this.buffer.length - 1;
        if (last < 0 || this.buffer[last] != -3)
            this.storeNode(this.curContext.hash, this.reducePos, this.reducePos, -3, true);
    }
    /**
    @internal
    */
    emitLookAhead() {
        let last = this.buffer.length - 1;
        if (last < 0 || this.buffer[last] != -4)
            this.buffer.push(this.lookAhead, this.pos, this.pos, -4);
    }
    updateContext(context) {
        if (context != this.curContext.context) {
            let newCx = new StackContext(this.curContext.tracker, context);
            if (newCx.hash != this.curContext.hash)
                this.emitContext();
            this.curContext = newCx;
        }
    }
    /**
    @internal
    */
    setLookAhead(lookAhead) {
        if (lookAhead <= this.lookAhead)
            return false;
        this.emitLookAhead();
        this.lookAhead = lookAhead;
        return true;
    }
    /**
    @internal
    */
    close() {
        if (this.curContext && this.curContext.tracker.strict)
            this.emitContext();
        if (this.lookAhead > 0)
            this.emitLookAhead();
    }
}
class StackContext {
    constructor(tracker, context) {
        this.tracker = tracker;
        this.context = context;
        this.hash = tracker.strict ? tracker.hash(context) : 0;
    }
}
// Used to cheaply run some reductions to scan ahead without mutating
// an entire stack
class SimulatedStack {
    constructor(start) {
        this.start = start;
        this.state = start.state;
        this.stack = start.stack;
        this.base = this.stack.length;
    }
    reduce(action) {
        let term = action & 65535 /* Action.ValueMask */, depth = action >> 19 /* Action.ReduceDepthShift */;
        if (depth == 0) {
            if (this.stack == this.start.stack)
                this.stack = this.stack.slice();
            this.stack.push(this.state, 0, 0);
            this.base += 3;
        }
        else {
            this.base -= (depth - 1) * 3;
        }
        let goto = this.start.p.parser.getGoto(this.stack[this.base - 3], term, true);
        this.state = goto;
    }
}
// This is given to `Tree.build` to build a buffer, and encapsulates
// the parent-stack-walking necessary to read the nodes.
class StackBufferCursor {
    constructor(stack, pos, index) {
        this.stack = stack;
        this.pos = pos;
        this.index = index;
        this.buffer = stack.buffer;
        if (this.index == 0)
            this.maybeNext();
    }
    static create(stack, pos = stack.bufferBase + stack.buffer.length) {
        return new StackBufferCursor(stack, pos, pos - stack.bufferBase);
    }
    maybeNext() {
        let next = this.stack.parent;
        if (next != null) {
            this.index = this.stack.bufferBase - next.bufferBase;
            this.stack = next;
            this.buffer = next.buffer;
        }
    }
    get id() { return this.buffer[this.index - 4]; }
    get start() { return this.buffer[this.index - 3]; }
    get end() { return this.buffer[this.index - 2]; }
    get size() { return this.buffer[this.index - 1]; }
    next() {
        this.index -= 4;
        this.pos -= 4;
        if (this.index == 0)
            this.maybeNext();
    }
    fork() {
        return new StackBufferCursor(this.stack, this.pos, this.index);
    }
}

// See lezer-generator/src/encode.ts for comments about the encoding
// used here
function decodeArray(input, Type = Uint16Array) {
    if (typeof input != "string")
        return input;
    let array = null;
    for (let pos = 0, out = 0; pos < input.length;) {
        let value = 0;
        for (;;) {
            let next = input.charCodeAt(pos++), stop = false;
            if (next == 126 /* Encode.BigValCode */) {
                value = 65535 /* Encode.BigVal */;
                break;
            }
            if (next >= 92 /* Encode.Gap2 */)
                next--;
            if (next >= 34 /* Encode.Gap1 */)
                next--;
            let digit = next - 32 /* Encode.Start */;
            if (digit >= 46 /* Encode.Base */) {
                digit -= 46 /* Encode.Base */;
                stop = true;
            }
            value += digit;
            if (stop)
                break;
            value *= 46 /* Encode.Base */;
        }
        if (array)
            array[out++] = value;
        else
            array = new Type(value);
    }
    return array;
}

class CachedToken {
    constructor() {
        this.start = -1;
        this.value = -1;
        this.end = -1;
        this.extended = -1;
        this.lookAhead = 0;
        this.mask = 0;
        this.context = 0;
    }
}
const nullToken = new CachedToken;
/**
[Tokenizers](#lr.ExternalTokenizer) interact with the input
through this interface. It presents the input as a stream of
characters, tracking lookahead and hiding the complexity of
[ranges](#common.Parser.parse^ranges) from tokenizer code.
*/
class InputStream {
    /**
    @internal
    */
    constructor(
    /**
    @internal
    */
    input, 
    /**
    @internal
    */
    ranges) {
        this.input = input;
        this.ranges = ranges;
        /**
        @internal
        */
        this.chunk = "";
        /**
        @internal
        */
        this.chunkOff = 0;
        /**
        Backup chunk
        */
        this.chunk2 = "";
        this.chunk2Pos = 0;
        /**
        The character code of the next code unit in the input, or -1
        when the stream is at the end of the input.
        */
        this.next = -1;
        /**
        @internal
        */
        this.token = nullToken;
        this.rangeIndex = 0;
        this.pos = this.chunkPos = ranges[0].from;
        this.range = ranges[0];
        this.end = ranges[ranges.length - 1].to;
        this.readNext();
    }
    /**
    @internal
    */
    resolveOffset(offset, assoc) {
        let range = this.range, index = this.rangeIndex;
        let pos = this.pos + offset;
        while (pos < range.from) {
            if (!index)
                return null;
            let next = this.ranges[--index];
            pos -= range.from - next.to;
            range = next;
        }
        while (assoc < 0 ? pos > range.to : pos >= range.to) {
            if (index == this.ranges.length - 1)
                return null;
            let next = this.ranges[++index];
            pos += next.from - range.to;
            range = next;
        }
        return pos;
    }
    /**
    @internal
    */
    clipPos(pos) {
        if (pos >= this.range.from && pos < this.range.to)
            return pos;
        for (let range of this.ranges)
            if (range.to > pos)
                return Math.max(pos, range.from);
        return this.end;
    }
    /**
    Look at a code unit near the stream position. `.peek(0)` equals
    `.next`, `.peek(-1)` gives you the previous character, and so
    on.
    
    Note that looking around during tokenizing creates dependencies
    on potentially far-away content, which may reduce the
    effectiveness incremental parsing—when looking forward—or even
    cause invalid reparses when looking backward more than 25 code
    units, since the library does not track lookbehind.
    */
    peek(offset) {
        let idx = this.chunkOff + offset, pos, result;
        if (idx >= 0 && idx < this.chunk.length) {
            pos = this.pos + offset;
            result = this.chunk.charCodeAt(idx);
        }
        else {
            let resolved = this.resolveOffset(offset, 1);
            if (resolved == null)
                return -1;
            pos = resolved;
            if (pos >= this.chunk2Pos && pos < this.chunk2Pos + this.chunk2.length) {
                result = this.chunk2.charCodeAt(pos - this.chunk2Pos);
            }
            else {
                let i = this.rangeIndex, range = this.range;
                while (range.to <= pos)
                    range = this.ranges[++i];
                this.chunk2 = this.input.chunk(this.chunk2Pos = pos);
                if (pos + this.chunk2.length > range.to)
                    this.chunk2 = this.chunk2.slice(0, range.to - pos);
                result = this.chunk2.charCodeAt(0);
            }
        }
        if (pos >= this.token.lookAhead)
            this.token.lookAhead = pos + 1;
        return result;
    }
    /**
    Accept a token. By default, the end of the token is set to the
    current stream position, but you can pass an offset (relative to
    the stream position) to change that.
    */
    acceptToken(token, endOffset = 0) {
        let end = endOffset ? this.resolveOffset(endOffset, -1) : this.pos;
        if (end == null || end < this.token.start)
            throw new RangeError("Token end out of bounds");
        this.token.value = token;
        this.token.end = end;
    }
    /**
    Accept a token ending at a specific given position.
    */
    acceptTokenTo(token, endPos) {
        this.token.value = token;
        this.token.end = endPos;
    }
    getChunk() {
        if (this.pos >= this.chunk2Pos && this.pos < this.chunk2Pos + this.chunk2.length) {
            let { chunk, chunkPos } = this;
            this.chunk = this.chunk2;
            this.chunkPos = this.chunk2Pos;
            this.chunk2 = chunk;
            this.chunk2Pos = chunkPos;
            this.chunkOff = this.pos - this.chunkPos;
        }
        else {
            this.chunk2 = this.chunk;
            this.chunk2Pos = this.chunkPos;
            let nextChunk = this.input.chunk(this.pos);
            let end = this.pos + nextChunk.length;
            this.chunk = end > this.range.to ? nextChunk.slice(0, this.range.to - this.pos) : nextChunk;
            this.chunkPos = this.pos;
            this.chunkOff = 0;
        }
    }
    readNext() {
        if (this.chunkOff >= this.chunk.length) {
            this.getChunk();
            if (this.chunkOff == this.chunk.length)
                return this.next = -1;
        }
        return this.next = this.chunk.charCodeAt(this.chunkOff);
    }
    /**
    Move the stream forward N (defaults to 1) code units. Returns
    the new value of [`next`](#lr.InputStream.next).
    */
    advance(n = 1) {
        this.chunkOff += n;
        while (this.pos + n >= this.range.to) {
            if (this.rangeIndex == this.ranges.length - 1)
                return this.setDone();
            n -= this.range.to - this.pos;
            this.range = this.ranges[++this.rangeIndex];
            this.pos = this.range.from;
        }
        this.pos += n;
        if (this.pos >= this.token.lookAhead)
            this.token.lookAhead = this.pos + 1;
        return this.readNext();
    }
    setDone() {
        this.pos = this.chunkPos = this.end;
        this.range = this.ranges[this.rangeIndex = this.ranges.length - 1];
        this.chunk = "";
        return this.next = -1;
    }
    /**
    @internal
    */
    reset(pos, token) {
        if (token) {
            this.token = token;
            token.start = pos;
            token.lookAhead = pos + 1;
            token.value = token.extended = -1;
        }
        else {
            this.token = nullToken;
        }
        if (this.pos != pos) {
            this.pos = pos;
            if (pos == this.end) {
                this.setDone();
                return this;
            }
            while (pos < this.range.from)
                this.range = this.ranges[--this.rangeIndex];
            while (pos >= this.range.to)
                this.range = this.ranges[++this.rangeIndex];
            if (pos >= this.chunkPos && pos < this.chunkPos + this.chunk.length) {
                this.chunkOff = pos - this.chunkPos;
            }
            else {
                this.chunk = "";
                this.chunkOff = 0;
            }
            this.readNext();
        }
        return this;
    }
    /**
    @internal
    */
    read(from, to) {
        if (from >= this.chunkPos && to <= this.chunkPos + this.chunk.length)
            return this.chunk.slice(from - this.chunkPos, to - this.chunkPos);
        if (from >= this.chunk2Pos && to <= this.chunk2Pos + this.chunk2.length)
            return this.chunk2.slice(from - this.chunk2Pos, to - this.chunk2Pos);
        if (from >= this.range.from && to <= this.range.to)
            return this.input.read(from, to);
        let result = "";
        for (let r of this.ranges) {
            if (r.from >= to)
                break;
            if (r.to > from)
                result += this.input.read(Math.max(r.from, from), Math.min(r.to, to));
        }
        return result;
    }
}
/**
@internal
*/
class TokenGroup {
    constructor(data, id) {
        this.data = data;
        this.id = id;
    }
    token(input, stack) {
        let { parser } = stack.p;
        readToken(this.data, input, stack, this.id, parser.data, parser.tokenPrecTable);
    }
}
TokenGroup.prototype.contextual = TokenGroup.prototype.fallback = TokenGroup.prototype.extend = false;
/**
@hide
*/
class LocalTokenGroup {
    constructor(data, precTable, elseToken) {
        this.precTable = precTable;
        this.elseToken = elseToken;
        this.data = typeof data == "string" ? decodeArray(data) : data;
    }
    token(input, stack) {
        let start = input.pos, skipped = 0;
        for (;;) {
            let atEof = input.next < 0, nextPos = input.resolveOffset(1, 1);
            readToken(this.data, input, stack, 0, this.data, this.precTable);
            if (input.token.value > -1)
                break;
            if (this.elseToken == null)
                return;
            if (!atEof)
                skipped++;
            if (nextPos == null)
                break;
            input.reset(nextPos, input.token);
        }
        if (skipped) {
            input.reset(start, input.token);
            input.acceptToken(this.elseToken, skipped);
        }
    }
}
LocalTokenGroup.prototype.contextual = TokenGroup.prototype.fallback = TokenGroup.prototype.extend = false;
/**
`@external tokens` declarations in the grammar should resolve to
an instance of this class.
*/
class ExternalTokenizer {
    /**
    Create a tokenizer. The first argument is the function that,
    given an input stream, scans for the types of tokens it
    recognizes at the stream's position, and calls
    [`acceptToken`](#lr.InputStream.acceptToken) when it finds
    one.
    */
    constructor(
    /**
    @internal
    */
    token, options = {}) {
        this.token = token;
        this.contextual = !!options.contextual;
        this.fallback = !!options.fallback;
        this.extend = !!options.extend;
    }
}
// Tokenizer data is stored a big uint16 array containing, for each
// state:
//
//  - A group bitmask, indicating what token groups are reachable from
//    this state, so that paths that can only lead to tokens not in
//    any of the current groups can be cut off early.
//
//  - The position of the end of the state's sequence of accepting
//    tokens
//
//  - The number of outgoing edges for the state
//
//  - The accepting tokens, as (token id, group mask) pairs
//
//  - The outgoing edges, as (start character, end character, state
//    index) triples, with end character being exclusive
//
// This function interprets that data, running through a stream as
// long as new states with the a matching group mask can be reached,
// and updating `input.token` when it matches a token.
function readToken(data, input, stack, group, precTable, precOffset) {
    let state = 0, groupMask = 1 << group, { dialect } = stack.p.parser;
    scan: for (;;) {
        if ((groupMask & data[state]) == 0)
            break;
        let accEnd = data[state + 1];
        // Check whether this state can lead to a token in the current group
        // Accept tokens in this state, possibly overwriting
        // lower-precedence / shorter tokens
        for (let i = state + 3; i < accEnd; i += 2)
            if ((data[i + 1] & groupMask) > 0) {
                let term = data[i];
                if (dialect.allows(term) &&
                    (input.token.value == -1 || input.token.value == term ||
                        overrides(term, input.token.value, precTable, precOffset))) {
                    input.acceptToken(term);
                    break;
                }
            }
        let next = input.next, low = 0, high = data[state + 2];
        // Special case for EOF
        if (input.next < 0 && high > low && data[accEnd + high * 3 - 3] == 65535 /* Seq.End */) {
            state = data[accEnd + high * 3 - 1];
            continue scan;
        }
        // Do a binary search on the state's edges
        for (; low < high;) {
            let mid = (low + high) >> 1;
            let index = accEnd + mid + (mid << 1);
            let from = data[index], to = data[index + 1] || 0x10000;
            if (next < from)
                high = mid;
            else if (next >= to)
                low = mid + 1;
            else {
                state = data[index + 2];
                input.advance();
                continue scan;
            }
        }
        break;
    }
}
function findOffset(data, start, term) {
    for (let i = start, next; (next = data[i]) != 65535 /* Seq.End */; i++)
        if (next == term)
            return i - start;
    return -1;
}
function overrides(token, prev, tableData, tableOffset) {
    let iPrev = findOffset(tableData, tableOffset, prev);
    return iPrev < 0 || findOffset(tableData, tableOffset, token) < iPrev;
}

// Environment variable used to control console output
const verbose = typeof process != "undefined" && process.env && /\bparse\b/.test(process.env.LOG);
let stackIDs = null;
function cutAt(tree, pos, side) {
    let cursor = tree.cursor(IterMode.IncludeAnonymous);
    cursor.moveTo(pos);
    for (;;) {
        if (!(side < 0 ? cursor.childBefore(pos) : cursor.childAfter(pos)))
            for (;;) {
                if ((side < 0 ? cursor.to < pos : cursor.from > pos) && !cursor.type.isError)
                    return side < 0 ? Math.max(0, Math.min(cursor.to - 1, pos - 25 /* Lookahead.Margin */))
                        : Math.min(tree.length, Math.max(cursor.from + 1, pos + 25 /* Lookahead.Margin */));
                if (side < 0 ? cursor.prevSibling() : cursor.nextSibling())
                    break;
                if (!cursor.parent())
                    return side < 0 ? 0 : tree.length;
            }
    }
}
class dist_FragmentCursor {
    constructor(fragments, minRepeat) {
        this.fragments = fragments;
        this.minRepeat = minRepeat;
        this.i = 0;
        this.fragment = null;
        this.safeFrom = -1;
        this.safeTo = -1;
        this.trees = [];
        this.start = [];
        this.index = [];
        this.lastRepeat = null;
        this.lastRepeatPos = -1;
        this.nextFragment();
    }
    nextFragment() {
        let fr = this.fragment = this.i == this.fragments.length ? null : this.fragments[this.i++];
        if (fr) {
            this.safeFrom = fr.openStart ? cutAt(fr.tree, fr.from + fr.offset, 1) - fr.offset : fr.from;
            this.safeTo = fr.openEnd ? cutAt(fr.tree, fr.to + fr.offset, -1) - fr.offset : fr.to;
            while (this.trees.length) {
                this.trees.pop();
                this.start.pop();
                this.index.pop();
            }
            this.trees.push(fr.tree);
            this.start.push(-fr.offset);
            this.index.push(0);
            this.nextStart = this.safeFrom;
        }
        else {
            this.nextStart = 1e9;
        }
    }
    // `pos` must be >= any previously given `pos` for this cursor
    nodeAt(pos) {
        if (pos < this.nextStart)
            return null;
        while (this.fragment && this.safeTo <= pos)
            this.nextFragment();
        if (!this.fragment)
            return null;
        for (;;) {
            let last = this.trees.length - 1;
            if (last < 0) { // End of tree
                this.nextFragment();
                return null;
            }
            if (pos < this.safeFrom)
                return null;
            let top = this.trees[last], index = this.index[last];
            if (index == top.children.length) {
                this.trees.pop();
                this.start.pop();
                this.index.pop();
                continue;
            }
            let next = top.children[index];
            let start = this.start[last] + top.positions[index];
            if (start > pos) {
                this.nextStart = start;
                return null;
            }
            if (next instanceof Tree) {
                let storeRepeat = start > this.lastRepeatPos && next.type.id >= this.minRepeat;
                if (start == pos || storeRepeat) {
                    let end = start + next.length, lookahead;
                    if (start >= this.safeFrom && end <= this.safeTo &&
                        (!(lookahead = next.prop(dist_NodeProp.lookAhead)) || end + lookahead < this.fragment.to)) {
                        if (storeRepeat) {
                            this.lastRepeat = next;
                            this.lastRepeatPos = start;
                        }
                        if (start == pos)
                            return next;
                    }
                }
                this.index[last]++;
                if (start + next.length >= Math.max(this.safeFrom, pos)) { // Enter this node
                    this.trees.push(next);
                    this.start.push(start);
                    this.index.push(0);
                }
            }
            else {
                this.index[last]++;
                this.nextStart = start + next.length;
            }
        }
    }
}
class TokenCache {
    constructor(parser, stream) {
        this.stream = stream;
        this.tokens = [];
        this.mainToken = null;
        this.actions = [];
        this.tokens = parser.tokenizers.map(_ => new CachedToken);
    }
    getActions(stack) {
        let actionIndex = 0;
        let main = null;
        let { parser } = stack.p, { tokenizers } = parser;
        let mask = parser.stateSlot(stack.state, 3 /* ParseState.TokenizerMask */);
        let context = stack.curContext ? stack.curContext.hash : 0;
        let lookAhead = 0;
        for (let i = 0; i < tokenizers.length; i++) {
            if (((1 << i) & mask) == 0)
                continue;
            let tokenizer = tokenizers[i], token = this.tokens[i];
            if (main && !tokenizer.fallback)
                continue;
            if (tokenizer.contextual || token.start != stack.pos || token.mask != mask || token.context != context) {
                this.updateCachedToken(token, tokenizer, stack);
                token.mask = mask;
                token.context = context;
            }
            if (token.lookAhead > token.end + 25 /* Lookahead.Margin */)
                lookAhead = Math.max(token.lookAhead, lookAhead);
            if (token.value != 0 /* Term.Err */) {
                let startIndex = actionIndex;
                if (token.extended > -1)
                    actionIndex = this.addActions(stack, token.extended, token.end, actionIndex);
                actionIndex = this.addActions(stack, token.value, token.end, actionIndex);
                if (!tokenizer.extend) {
                    main = token;
                    if (actionIndex > startIndex)
                        break;
                }
            }
        }
        while (this.actions.length > actionIndex)
            this.actions.pop();
        if (lookAhead)
            stack.setLookAhead(lookAhead);
        if (!main && stack.pos == this.stream.end) {
            main = new CachedToken;
            main.value = stack.p.parser.eofTerm;
            main.start = main.end = stack.pos;
            actionIndex = this.addActions(stack, main.value, main.end, actionIndex);
        }
        this.mainToken = main;
        return this.actions;
    }
    getMainToken(stack) {
        if (this.mainToken)
            return this.mainToken;
        let main = new CachedToken, { pos, p } = stack;
        main.start = pos;
        main.end = Math.min(pos + 1, p.stream.end);
        main.value = pos == p.stream.end ? p.parser.eofTerm : 0 /* Term.Err */;
        return main;
    }
    updateCachedToken(token, tokenizer, stack) {
        let start = this.stream.clipPos(stack.pos);
        tokenizer.token(this.stream.reset(start, token), stack);
        if (token.value > -1) {
            let { parser } = stack.p;
            for (let i = 0; i < parser.specialized.length; i++)
                if (parser.specialized[i] == token.value) {
                    let result = parser.specializers[i](this.stream.read(token.start, token.end), stack);
                    if (result >= 0 && stack.p.parser.dialect.allows(result >> 1)) {
                        if ((result & 1) == 0 /* Specialize.Specialize */)
                            token.value = result >> 1;
                        else
                            token.extended = result >> 1;
                        break;
                    }
                }
        }
        else {
            token.value = 0 /* Term.Err */;
            token.end = this.stream.clipPos(start + 1);
        }
    }
    putAction(action, token, end, index) {
        // Don't add duplicate actions
        for (let i = 0; i < index; i += 3)
            if (this.actions[i] == action)
                return index;
        this.actions[index++] = action;
        this.actions[index++] = token;
        this.actions[index++] = end;
        return index;
    }
    addActions(stack, token, end, index) {
        let { state } = stack, { parser } = stack.p, { data } = parser;
        for (let set = 0; set < 2; set++) {
            for (let i = parser.stateSlot(state, set ? 2 /* ParseState.Skip */ : 1 /* ParseState.Actions */);; i += 3) {
                if (data[i] == 65535 /* Seq.End */) {
                    if (data[i + 1] == 1 /* Seq.Next */) {
                        i = pair(data, i + 2);
                    }
                    else {
                        if (index == 0 && data[i + 1] == 2 /* Seq.Other */)
                            index = this.putAction(pair(data, i + 2), token, end, index);
                        break;
                    }
                }
                if (data[i] == token)
                    index = this.putAction(pair(data, i + 1), token, end, index);
            }
        }
        return index;
    }
}
class Parse {
    constructor(parser, input, fragments, ranges) {
        this.parser = parser;
        this.input = input;
        this.ranges = ranges;
        this.recovering = 0;
        this.nextStackID = 0x2654; // ♔, ♕, ♖, ♗, ♘, ♙, ♠, ♡, ♢, ♣, ♤, ♥, ♦, ♧
        this.minStackPos = 0;
        this.reused = [];
        this.stoppedAt = null;
        this.lastBigReductionStart = -1;
        this.lastBigReductionSize = 0;
        this.bigReductionCount = 0;
        this.stream = new InputStream(input, ranges);
        this.tokens = new TokenCache(parser, this.stream);
        this.topTerm = parser.top[1];
        let { from } = ranges[0];
        this.stacks = [Stack.start(this, parser.top[0], from)];
        this.fragments = fragments.length && this.stream.end - from > parser.bufferLength * 4
            ? new dist_FragmentCursor(fragments, parser.minRepeatTerm) : null;
    }
    get parsedPos() {
        return this.minStackPos;
    }
    // Move the parser forward. This will process all parse stacks at
    // `this.pos` and try to advance them to a further position. If no
    // stack for such a position is found, it'll start error-recovery.
    //
    // When the parse is finished, this will return a syntax tree. When
    // not, it returns `null`.
    advance() {
        let stacks = this.stacks, pos = this.minStackPos;
        // This will hold stacks beyond `pos`.
        let newStacks = this.stacks = [];
        let stopped, stoppedTokens;
        // If a large amount of reductions happened with the same start
        // position, force the stack out of that production in order to
        // avoid creating a tree too deep to recurse through.
        // (This is an ugly kludge, because unfortunately there is no
        // straightforward, cheap way to check for this happening, due to
        // the history of reductions only being available in an
        // expensive-to-access format in the stack buffers.)
        if (this.bigReductionCount > 300 /* Rec.MaxLeftAssociativeReductionCount */ && stacks.length == 1) {
            let [s] = stacks;
            while (s.forceReduce() && s.stack.length && s.stack[s.stack.length - 2] >= this.lastBigReductionStart) { }
            this.bigReductionCount = this.lastBigReductionSize = 0;
        }
        // Keep advancing any stacks at `pos` until they either move
        // forward or can't be advanced. Gather stacks that can't be
        // advanced further in `stopped`.
        for (let i = 0; i < stacks.length; i++) {
            let stack = stacks[i];
            for (;;) {
                this.tokens.mainToken = null;
                if (stack.pos > pos) {
                    newStacks.push(stack);
                }
                else if (this.advanceStack(stack, newStacks, stacks)) {
                    continue;
                }
                else {
                    if (!stopped) {
                        stopped = [];
                        stoppedTokens = [];
                    }
                    stopped.push(stack);
                    let tok = this.tokens.getMainToken(stack);
                    stoppedTokens.push(tok.value, tok.end);
                }
                break;
            }
        }
        if (!newStacks.length) {
            let finished = stopped && findFinished(stopped);
            if (finished) {
                if (verbose)
                    console.log("Finish with " + this.stackID(finished));
                return this.stackToTree(finished);
            }
            if (this.parser.strict) {
                if (verbose && stopped)
                    console.log("Stuck with token " + (this.tokens.mainToken ? this.parser.getName(this.tokens.mainToken.value) : "none"));
                throw new SyntaxError("No parse at " + pos);
            }
            if (!this.recovering)
                this.recovering = 5 /* Rec.Distance */;
        }
        if (this.recovering && stopped) {
            let finished = this.stoppedAt != null && stopped[0].pos > this.stoppedAt ? stopped[0]
                : this.runRecovery(stopped, stoppedTokens, newStacks);
            if (finished) {
                if (verbose)
                    console.log("Force-finish " + this.stackID(finished));
                return this.stackToTree(finished.forceAll());
            }
        }
        if (this.recovering) {
            let maxRemaining = this.recovering == 1 ? 1 : this.recovering * 3 /* Rec.MaxRemainingPerStep */;
            if (newStacks.length > maxRemaining) {
                newStacks.sort((a, b) => b.score - a.score);
                while (newStacks.length > maxRemaining)
                    newStacks.pop();
            }
            if (newStacks.some(s => s.reducePos > pos))
                this.recovering--;
        }
        else if (newStacks.length > 1) {
            // Prune stacks that are in the same state, or that have been
            // running without splitting for a while, to avoid getting stuck
            // with multiple successful stacks running endlessly on.
            outer: for (let i = 0; i < newStacks.length - 1; i++) {
                let stack = newStacks[i];
                for (let j = i + 1; j < newStacks.length; j++) {
                    let other = newStacks[j];
                    if (stack.sameState(other) ||
                        stack.buffer.length > 500 /* Rec.MinBufferLengthPrune */ && other.buffer.length > 500 /* Rec.MinBufferLengthPrune */) {
                        if (((stack.score - other.score) || (stack.buffer.length - other.buffer.length)) > 0) {
                            newStacks.splice(j--, 1);
                        }
                        else {
                            newStacks.splice(i--, 1);
                            continue outer;
                        }
                    }
                }
            }
            if (newStacks.length > 12 /* Rec.MaxStackCount */) {
                newStacks.sort((a, b) => b.score - a.score);
                newStacks.splice(12 /* Rec.MaxStackCount */, newStacks.length - 12 /* Rec.MaxStackCount */);
            }
        }
        this.minStackPos = newStacks[0].pos;
        for (let i = 1; i < newStacks.length; i++)
            if (newStacks[i].pos < this.minStackPos)
                this.minStackPos = newStacks[i].pos;
        return null;
    }
    stopAt(pos) {
        if (this.stoppedAt != null && this.stoppedAt < pos)
            throw new RangeError("Can't move stoppedAt forward");
        this.stoppedAt = pos;
    }
    // See if a given tree, or a descendant right at its start, can be
    // reused in the given stack.
    tryReuse(stack, start, tree, repeatOnly) {
        if (!tree)
            return null;
        let strictCx = stack.curContext && stack.curContext.tracker.strict, cxHash = strictCx ? stack.curContext.hash : 0;
        for (; tree;) {
            let match = this.parser.nodeSet.types[tree.type.id] != tree.type ? -1
                : this.parser.getGoto(stack.state, tree.type.id);
            if (match > -1 && tree.length && (!strictCx || (tree.prop(dist_NodeProp.contextHash) || 0) == cxHash)) {
                stack.useNode(tree, match, start);
                return tree;
            }
            if (tree.children.length == 0 || tree.positions[0] > 0)
                break;
            let inner = tree.children[0];
            if (inner instanceof Tree && (!repeatOnly || inner.type.id >= this.parser.minRepeatTerm))
                tree = inner;
            else
                break;
        }
        return null;
    }
    // Returns an updated version of the given stack, or null if the
    // stack can't advance normally. When `split` and `stacks` are
    // given, stacks split off by ambiguous operations will be pushed to
    // `split`, or added to `stacks` if they move `pos` forward.
    advanceStack(stack, stacks, split) {
        let start = stack.pos, { parser } = this;
        let base = verbose ? this.stackID(stack) + " -> " : "";
        if (this.stoppedAt != null && start > this.stoppedAt)
            return stack.forceReduce() ? stack : null;
        if (this.fragments) {
            // Due to an optimization in the way we build trees for repeat
            // rules, such trees may have their start position before
            // skipped content that is technically not part of the node.
            // Attempts to reuse them may only happen at the position
            // _after_ those skipped tokens. The special handling here makes
            // sure such nodes can still be reused.
            let reused = (stack.reducePos < start && stack.buffer.length && stack.buffer[stack.buffer.length - 2] <= stack.reducePos &&
                this.fragments.lastRepeatPos == stack.reducePos &&
                this.tryReuse(stack, stack.reducePos, this.fragments.lastRepeat, true)) ||
                this.tryReuse(stack, start, this.fragments.nodeAt(start), false);
            if (reused) {
                if (verbose)
                    console.log(base + this.stackID(stack) + ` (via reuse of ${parser.getName(reused.type.id)})`);
                return true;
            }
        }
        let defaultReduce = parser.stateSlot(stack.state, 4 /* ParseState.DefaultReduce */);
        if (defaultReduce > 0) {
            stack.reduce(defaultReduce);
            if (verbose)
                console.log(base + this.stackID(stack) + ` (via always-reduce ${parser.getName(defaultReduce & 65535 /* Action.ValueMask */)})`);
            return true;
        }
        if (stack.stack.length >= 8400 /* Rec.CutDepth */) {
            while (stack.stack.length > 6000 /* Rec.CutTo */ && stack.forceReduce()) { }
        }
        let actions = this.tokens.getActions(stack);
        for (let i = 0; i < actions.length;) {
            let action = actions[i++], term = actions[i++], end = actions[i++];
            let last = i == actions.length || !split;
            let localStack = last ? stack : stack.split();
            let main = this.tokens.mainToken;
            localStack.apply(action, term, main ? main.start : localStack.pos, end);
            if (verbose)
                console.log(base + this.stackID(localStack) + ` (via ${(action & 65536 /* Action.ReduceFlag */) == 0 ? "shift"
                    : `reduce of ${parser.getName(action & 65535 /* Action.ValueMask */)}`} for ${parser.getName(term)} @ ${start}${localStack == stack ? "" : ", split"})`);
            if (last)
                return true;
            else if (localStack.pos > start)
                stacks.push(localStack);
            else
                split.push(localStack);
        }
        return false;
    }
    // Advance a given stack forward as far as it will go. Returns the
    // (possibly updated) stack if it got stuck, or null if it moved
    // forward and was given to `pushStackDedup`.
    advanceFully(stack, newStacks) {
        let pos = stack.pos;
        for (;;) {
            if (!this.advanceStack(stack, null, null))
                return false;
            if (stack.pos > pos) {
                pushStackDedup(stack, newStacks);
                return true;
            }
        }
    }
    runRecovery(stacks, tokens, newStacks) {
        let finished = null, restarted = false;
        for (let i = 0; i < stacks.length; i++) {
            let stack = stacks[i], token = tokens[i << 1], tokenEnd = tokens[(i << 1) + 1];
            let base = verbose ? this.stackID(stack) + " -> " : "";
            if (stack.deadEnd) {
                if (restarted)
                    continue;
                restarted = true;
                stack.restart();
                if (verbose)
                    console.log(base + this.stackID(stack) + " (restarted)");
                let done = this.advanceFully(stack, newStacks);
                if (done)
                    continue;
            }
            let force = stack.split(), forceBase = base;
            for (let j = 0; j < 10 /* Rec.ForceReduceLimit */ && force.forceReduce(); j++) {
                if (verbose)
                    console.log(forceBase + this.stackID(force) + " (via force-reduce)");
                let done = this.advanceFully(force, newStacks);
                if (done)
                    break;
                if (verbose)
                    forceBase = this.stackID(force) + " -> ";
            }
            for (let insert of stack.recoverByInsert(token)) {
                if (verbose)
                    console.log(base + this.stackID(insert) + " (via recover-insert)");
                this.advanceFully(insert, newStacks);
            }
            if (this.stream.end > stack.pos) {
                if (tokenEnd == stack.pos) {
                    tokenEnd++;
                    token = 0 /* Term.Err */;
                }
                stack.recoverByDelete(token, tokenEnd);
                if (verbose)
                    console.log(base + this.stackID(stack) + ` (via recover-delete ${this.parser.getName(token)})`);
                pushStackDedup(stack, newStacks);
            }
            else if (!finished || finished.score < force.score) {
                finished = force;
            }
        }
        return finished;
    }
    // Convert the stack's buffer to a syntax tree.
    stackToTree(stack) {
        stack.close();
        return Tree.build({ buffer: StackBufferCursor.create(stack),
            nodeSet: this.parser.nodeSet,
            topID: this.topTerm,
            maxBufferLength: this.parser.bufferLength,
            reused: this.reused,
            start: this.ranges[0].from,
            length: stack.pos - this.ranges[0].from,
            minRepeatType: this.parser.minRepeatTerm });
    }
    stackID(stack) {
        let id = (stackIDs || (stackIDs = new WeakMap)).get(stack);
        if (!id)
            stackIDs.set(stack, id = String.fromCodePoint(this.nextStackID++));
        return id + stack;
    }
}
function pushStackDedup(stack, newStacks) {
    for (let i = 0; i < newStacks.length; i++) {
        let other = newStacks[i];
        if (other.pos == stack.pos && other.sameState(stack)) {
            if (newStacks[i].score < stack.score)
                newStacks[i] = stack;
            return;
        }
    }
    newStacks.push(stack);
}
class Dialect {
    constructor(source, flags, disabled) {
        this.source = source;
        this.flags = flags;
        this.disabled = disabled;
    }
    allows(term) { return !this.disabled || this.disabled[term] == 0; }
}
const id = x => x;
/**
Context trackers are used to track stateful context (such as
indentation in the Python grammar, or parent elements in the XML
grammar) needed by external tokenizers. You declare them in a
grammar file as `@context exportName from "module"`.

Context values should be immutable, and can be updated (replaced)
on shift or reduce actions.

The export used in a `@context` declaration should be of this
type.
*/
class ContextTracker {
    /**
    Define a context tracker.
    */
    constructor(spec) {
        this.start = spec.start;
        this.shift = spec.shift || id;
        this.reduce = spec.reduce || id;
        this.reuse = spec.reuse || id;
        this.hash = spec.hash || (() => 0);
        this.strict = spec.strict !== false;
    }
}
/**
Holds the parse tables for a given grammar, as generated by
`lezer-generator`, and provides [methods](#common.Parser) to parse
content with.
*/
class LRParser extends Parser {
    /**
    @internal
    */
    constructor(spec) {
        super();
        /**
        @internal
        */
        this.wrappers = [];
        if (spec.version != 14 /* File.Version */)
            throw new RangeError(`Parser version (${spec.version}) doesn't match runtime version (${14 /* File.Version */})`);
        let nodeNames = spec.nodeNames.split(" ");
        this.minRepeatTerm = nodeNames.length;
        for (let i = 0; i < spec.repeatNodeCount; i++)
            nodeNames.push("");
        let topTerms = Object.keys(spec.topRules).map(r => spec.topRules[r][1]);
        let nodeProps = [];
        for (let i = 0; i < nodeNames.length; i++)
            nodeProps.push([]);
        function setProp(nodeID, prop, value) {
            nodeProps[nodeID].push([prop, prop.deserialize(String(value))]);
        }
        if (spec.nodeProps)
            for (let propSpec of spec.nodeProps) {
                let prop = propSpec[0];
                if (typeof prop == "string")
                    prop = dist_NodeProp[prop];
                for (let i = 1; i < propSpec.length;) {
                    let next = propSpec[i++];
                    if (next >= 0) {
                        setProp(next, prop, propSpec[i++]);
                    }
                    else {
                        let value = propSpec[i + -next];
                        for (let j = -next; j > 0; j--)
                            setProp(propSpec[i++], prop, value);
                        i++;
                    }
                }
            }
        this.nodeSet = new NodeSet(nodeNames.map((name, i) => NodeType.define({
            name: i >= this.minRepeatTerm ? undefined : name,
            id: i,
            props: nodeProps[i],
            top: topTerms.indexOf(i) > -1,
            error: i == 0,
            skipped: spec.skippedNodes && spec.skippedNodes.indexOf(i) > -1
        })));
        if (spec.propSources)
            this.nodeSet = this.nodeSet.extend(...spec.propSources);
        this.strict = false;
        this.bufferLength = DefaultBufferLength;
        let tokenArray = decodeArray(spec.tokenData);
        this.context = spec.context;
        this.specializerSpecs = spec.specialized || [];
        this.specialized = new Uint16Array(this.specializerSpecs.length);
        for (let i = 0; i < this.specializerSpecs.length; i++)
            this.specialized[i] = this.specializerSpecs[i].term;
        this.specializers = this.specializerSpecs.map(getSpecializer);
        this.states = decodeArray(spec.states, Uint32Array);
        this.data = decodeArray(spec.stateData);
        this.goto = decodeArray(spec.goto);
        this.maxTerm = spec.maxTerm;
        this.tokenizers = spec.tokenizers.map(value => typeof value == "number" ? new TokenGroup(tokenArray, value) : value);
        this.topRules = spec.topRules;
        this.dialects = spec.dialects || {};
        this.dynamicPrecedences = spec.dynamicPrecedences || null;
        this.tokenPrecTable = spec.tokenPrec;
        this.termNames = spec.termNames || null;
        this.maxNode = this.nodeSet.types.length - 1;
        this.dialect = this.parseDialect();
        this.top = this.topRules[Object.keys(this.topRules)[0]];
    }
    createParse(input, fragments, ranges) {
        let parse = new Parse(this, input, fragments, ranges);
        for (let w of this.wrappers)
            parse = w(parse, input, fragments, ranges);
        return parse;
    }
    /**
    Get a goto table entry @internal
    */
    getGoto(state, term, loose = false) {
        let table = this.goto;
        if (term >= table[0])
            return -1;
        for (let pos = table[term + 1];;) {
            let groupTag = table[pos++], last = groupTag & 1;
            let target = table[pos++];
            if (last && loose)
                return target;
            for (let end = pos + (groupTag >> 1); pos < end; pos++)
                if (table[pos] == state)
                    return target;
            if (last)
                return -1;
        }
    }
    /**
    Check if this state has an action for a given terminal @internal
    */
    hasAction(state, terminal) {
        let data = this.data;
        for (let set = 0; set < 2; set++) {
            for (let i = this.stateSlot(state, set ? 2 /* ParseState.Skip */ : 1 /* ParseState.Actions */), next;; i += 3) {
                if ((next = data[i]) == 65535 /* Seq.End */) {
                    if (data[i + 1] == 1 /* Seq.Next */)
                        next = data[i = pair(data, i + 2)];
                    else if (data[i + 1] == 2 /* Seq.Other */)
                        return pair(data, i + 2);
                    else
                        break;
                }
                if (next == terminal || next == 0 /* Term.Err */)
                    return pair(data, i + 1);
            }
        }
        return 0;
    }
    /**
    @internal
    */
    stateSlot(state, slot) {
        return this.states[(state * 6 /* ParseState.Size */) + slot];
    }
    /**
    @internal
    */
    stateFlag(state, flag) {
        return (this.stateSlot(state, 0 /* ParseState.Flags */) & flag) > 0;
    }
    /**
    @internal
    */
    validAction(state, action) {
        return !!this.allActions(state, a => a == action ? true : null);
    }
    /**
    @internal
    */
    allActions(state, action) {
        let deflt = this.stateSlot(state, 4 /* ParseState.DefaultReduce */);
        let result = deflt ? action(deflt) : undefined;
        for (let i = this.stateSlot(state, 1 /* ParseState.Actions */); result == null; i += 3) {
            if (this.data[i] == 65535 /* Seq.End */) {
                if (this.data[i + 1] == 1 /* Seq.Next */)
                    i = pair(this.data, i + 2);
                else
                    break;
            }
            result = action(pair(this.data, i + 1));
        }
        return result;
    }
    /**
    Get the states that can follow this one through shift actions or
    goto jumps. @internal
    */
    nextStates(state) {
        let result = [];
        for (let i = this.stateSlot(state, 1 /* ParseState.Actions */);; i += 3) {
            if (this.data[i] == 65535 /* Seq.End */) {
                if (this.data[i + 1] == 1 /* Seq.Next */)
                    i = pair(this.data, i + 2);
                else
                    break;
            }
            if ((this.data[i + 2] & (65536 /* Action.ReduceFlag */ >> 16)) == 0) {
                let value = this.data[i + 1];
                if (!result.some((v, i) => (i & 1) && v == value))
                    result.push(this.data[i], value);
            }
        }
        return result;
    }
    /**
    Configure the parser. Returns a new parser instance that has the
    given settings modified. Settings not provided in `config` are
    kept from the original parser.
    */
    configure(config) {
        // Hideous reflection-based kludge to make it easy to create a
        // slightly modified copy of a parser.
        let copy = Object.assign(Object.create(LRParser.prototype), this);
        if (config.props)
            copy.nodeSet = this.nodeSet.extend(...config.props);
        if (config.top) {
            let info = this.topRules[config.top];
            if (!info)
                throw new RangeError(`Invalid top rule name ${config.top}`);
            copy.top = info;
        }
        if (config.tokenizers)
            copy.tokenizers = this.tokenizers.map(t => {
                let found = config.tokenizers.find(r => r.from == t);
                return found ? found.to : t;
            });
        if (config.specializers) {
            copy.specializers = this.specializers.slice();
            copy.specializerSpecs = this.specializerSpecs.map((s, i) => {
                let found = config.specializers.find(r => r.from == s.external);
                if (!found)
                    return s;
                let spec = Object.assign(Object.assign({}, s), { external: found.to });
                copy.specializers[i] = getSpecializer(spec);
                return spec;
            });
        }
        if (config.contextTracker)
            copy.context = config.contextTracker;
        if (config.dialect)
            copy.dialect = this.parseDialect(config.dialect);
        if (config.strict != null)
            copy.strict = config.strict;
        if (config.wrap)
            copy.wrappers = copy.wrappers.concat(config.wrap);
        if (config.bufferLength != null)
            copy.bufferLength = config.bufferLength;
        return copy;
    }
    /**
    Tells you whether any [parse wrappers](#lr.ParserConfig.wrap)
    are registered for this parser.
    */
    hasWrappers() {
        return this.wrappers.length > 0;
    }
    /**
    Returns the name associated with a given term. This will only
    work for all terms when the parser was generated with the
    `--names` option. By default, only the names of tagged terms are
    stored.
    */
    getName(term) {
        return this.termNames ? this.termNames[term] : String(term <= this.maxNode && this.nodeSet.types[term].name || term);
    }
    /**
    The eof term id is always allocated directly after the node
    types. @internal
    */
    get eofTerm() { return this.maxNode + 1; }
    /**
    The type of top node produced by the parser.
    */
    get topNode() { return this.nodeSet.types[this.top[1]]; }
    /**
    @internal
    */
    dynamicPrecedence(term) {
        let prec = this.dynamicPrecedences;
        return prec == null ? 0 : prec[term] || 0;
    }
    /**
    @internal
    */
    parseDialect(dialect) {
        let values = Object.keys(this.dialects), flags = values.map(() => false);
        if (dialect)
            for (let part of dialect.split(" ")) {
                let id = values.indexOf(part);
                if (id >= 0)
                    flags[id] = true;
            }
        let disabled = null;
        for (let i = 0; i < values.length; i++)
            if (!flags[i]) {
                for (let j = this.dialects[values[i]], id; (id = this.data[j++]) != 65535 /* Seq.End */;)
                    (disabled || (disabled = new Uint8Array(this.maxTerm + 1)))[id] = 1;
            }
        return new Dialect(dialect, flags, disabled);
    }
    /**
    Used by the output of the parser generator. Not available to
    user code. @hide
    */
    static deserialize(spec) {
        return new LRParser(spec);
    }
}
function pair(data, off) { return data[off] | (data[off + 1] << 16); }
function findFinished(stacks) {
    let best = null;
    for (let stack of stacks) {
        let stopped = stack.p.stoppedAt;
        if ((stack.pos == stack.p.stream.end || stopped != null && stack.pos > stopped) &&
            stack.p.parser.stateFlag(stack.state, 2 /* StateFlag.Accepting */) &&
            (!best || best.score < stack.score))
            best = stack;
    }
    return best;
}
function getSpecializer(spec) {
    if (spec.external) {
        let mask = spec.extend ? 1 /* Specialize.Extend */ : 0 /* Specialize.Specialize */;
        return (value, stack) => (spec.external(value, stack) << 1) | mask;
    }
    return spec.get;
}



;// CONCATENATED MODULE: ./node_modules/@lezer/highlight/dist/index.js


let nextTagID = 0;
/**
Highlighting tags are markers that denote a highlighting category.
They are [associated](#highlight.styleTags) with parts of a syntax
tree by a language mode, and then mapped to an actual CSS style by
a [highlighter](#highlight.Highlighter).

Because syntax tree node types and highlight styles have to be
able to talk the same language, CodeMirror uses a mostly _closed_
[vocabulary](#highlight.tags) of syntax tags (as opposed to
traditional open string-based systems, which make it hard for
highlighting themes to cover all the tokens produced by the
various languages).

It _is_ possible to [define](#highlight.Tag^define) your own
highlighting tags for system-internal use (where you control both
the language package and the highlighter), but such tags will not
be picked up by regular highlighters (though you can derive them
from standard tags to allow highlighters to fall back to those).
*/
class Tag {
    /**
    @internal
    */
    constructor(
    /**
    The optional name of the base tag @internal
    */
    name, 
    /**
    The set of this tag and all its parent tags, starting with
    this one itself and sorted in order of decreasing specificity.
    */
    set, 
    /**
    The base unmodified tag that this one is based on, if it's
    modified @internal
    */
    base, 
    /**
    The modifiers applied to this.base @internal
    */
    modified) {
        this.name = name;
        this.set = set;
        this.base = base;
        this.modified = modified;
        /**
        @internal
        */
        this.id = nextTagID++;
    }
    toString() {
        let { name } = this;
        for (let mod of this.modified)
            if (mod.name)
                name = `${mod.name}(${name})`;
        return name;
    }
    static define(nameOrParent, parent) {
        let name = typeof nameOrParent == "string" ? nameOrParent : "?";
        if (nameOrParent instanceof Tag)
            parent = nameOrParent;
        if (parent === null || parent === void 0 ? void 0 : parent.base)
            throw new Error("Can not derive from a modified tag");
        let tag = new Tag(name, [], null, []);
        tag.set.push(tag);
        if (parent)
            for (let t of parent.set)
                tag.set.push(t);
        return tag;
    }
    /**
    Define a tag _modifier_, which is a function that, given a tag,
    will return a tag that is a subtag of the original. Applying the
    same modifier to a twice tag will return the same value (`m1(t1)
    == m1(t1)`) and applying multiple modifiers will, regardless or
    order, produce the same tag (`m1(m2(t1)) == m2(m1(t1))`).
    
    When multiple modifiers are applied to a given base tag, each
    smaller set of modifiers is registered as a parent, so that for
    example `m1(m2(m3(t1)))` is a subtype of `m1(m2(t1))`,
    `m1(m3(t1)`, and so on.
    */
    static defineModifier(name) {
        let mod = new Modifier(name);
        return (tag) => {
            if (tag.modified.indexOf(mod) > -1)
                return tag;
            return Modifier.get(tag.base || tag, tag.modified.concat(mod).sort((a, b) => a.id - b.id));
        };
    }
}
let nextModifierID = 0;
class Modifier {
    constructor(name) {
        this.name = name;
        this.instances = [];
        this.id = nextModifierID++;
    }
    static get(base, mods) {
        if (!mods.length)
            return base;
        let exists = mods[0].instances.find(t => t.base == base && sameArray(mods, t.modified));
        if (exists)
            return exists;
        let set = [], tag = new Tag(base.name, set, base, mods);
        for (let m of mods)
            m.instances.push(tag);
        let configs = powerSet(mods);
        for (let parent of base.set)
            if (!parent.modified.length)
                for (let config of configs)
                    set.push(Modifier.get(parent, config));
        return tag;
    }
}
function sameArray(a, b) {
    return a.length == b.length && a.every((x, i) => x == b[i]);
}
function powerSet(array) {
    let sets = [[]];
    for (let i = 0; i < array.length; i++) {
        for (let j = 0, e = sets.length; j < e; j++) {
            sets.push(sets[j].concat(array[i]));
        }
    }
    return sets.sort((a, b) => b.length - a.length);
}
/**
This function is used to add a set of tags to a language syntax
via [`NodeSet.extend`](#common.NodeSet.extend) or
[`LRParser.configure`](#lr.LRParser.configure).

The argument object maps node selectors to [highlighting
tags](#highlight.Tag) or arrays of tags.

Node selectors may hold one or more (space-separated) node paths.
Such a path can be a [node name](#common.NodeType.name), or
multiple node names (or `*` wildcards) separated by slash
characters, as in `"Block/Declaration/VariableName"`. Such a path
matches the final node but only if its direct parent nodes are the
other nodes mentioned. A `*` in such a path matches any parent,
but only a single level—wildcards that match multiple parents
aren't supported, both for efficiency reasons and because Lezer
trees make it rather hard to reason about what they would match.)

A path can be ended with `/...` to indicate that the tag assigned
to the node should also apply to all child nodes, even if they
match their own style (by default, only the innermost style is
used).

When a path ends in `!`, as in `Attribute!`, no further matching
happens for the node's child nodes, and the entire node gets the
given style.

In this notation, node names that contain `/`, `!`, `*`, or `...`
must be quoted as JSON strings.

For example:

```javascript
parser.configure({props: [
  styleTags({
    // Style Number and BigNumber nodes
    "Number BigNumber": tags.number,
    // Style Escape nodes whose parent is String
    "String/Escape": tags.escape,
    // Style anything inside Attributes nodes
    "Attributes!": tags.meta,
    // Add a style to all content inside Italic nodes
    "Italic/...": tags.emphasis,
    // Style InvalidString nodes as both `string` and `invalid`
    "InvalidString": [tags.string, tags.invalid],
    // Style the node named "/" as punctuation
    '"/"': tags.punctuation
  })
]})
```
*/
function styleTags(spec) {
    let byName = Object.create(null);
    for (let prop in spec) {
        let tags = spec[prop];
        if (!Array.isArray(tags))
            tags = [tags];
        for (let part of prop.split(" "))
            if (part) {
                let pieces = [], mode = 2 /* Mode.Normal */, rest = part;
                for (let pos = 0;;) {
                    if (rest == "..." && pos > 0 && pos + 3 == part.length) {
                        mode = 1 /* Mode.Inherit */;
                        break;
                    }
                    let m = /^"(?:[^"\\]|\\.)*?"|[^\/!]+/.exec(rest);
                    if (!m)
                        throw new RangeError("Invalid path: " + part);
                    pieces.push(m[0] == "*" ? "" : m[0][0] == '"' ? JSON.parse(m[0]) : m[0]);
                    pos += m[0].length;
                    if (pos == part.length)
                        break;
                    let next = part[pos++];
                    if (pos == part.length && next == "!") {
                        mode = 0 /* Mode.Opaque */;
                        break;
                    }
                    if (next != "/")
                        throw new RangeError("Invalid path: " + part);
                    rest = part.slice(pos);
                }
                let last = pieces.length - 1, inner = pieces[last];
                if (!inner)
                    throw new RangeError("Invalid path: " + part);
                let rule = new Rule(tags, mode, last > 0 ? pieces.slice(0, last) : null);
                byName[inner] = rule.sort(byName[inner]);
            }
    }
    return ruleNodeProp.add(byName);
}
const ruleNodeProp = new dist_NodeProp({
    combine(a, b) {
        let cur, root, take;
        while (a || b) {
            if (!a || b && a.depth <= b.depth) {
                take = b;
                b = b.next;
            }
            else {
                take = a;
                a = a.next;
            }
            if (cur && cur.mode == take.mode && !take.context && !cur.context)
                continue;
            let copy = new Rule(take.tags, take.mode, take.context);
            if (cur)
                cur.next = copy;
            else
                root = copy;
            cur = copy;
        }
        return root;
    }
});
class Rule {
    constructor(tags, mode, context, next) {
        this.tags = tags;
        this.mode = mode;
        this.context = context;
        this.next = next;
    }
    get opaque() { return this.mode == 0 /* Mode.Opaque */; }
    get inherit() { return this.mode == 1 /* Mode.Inherit */; }
    sort(other) {
        if (!other || other.depth < this.depth) {
            this.next = other;
            return this;
        }
        other.next = this.sort(other.next);
        return other;
    }
    get depth() { return this.context ? this.context.length : 0; }
}
Rule.empty = new Rule([], 2 /* Mode.Normal */, null);
/**
Define a [highlighter](#highlight.Highlighter) from an array of
tag/class pairs. Classes associated with more specific tags will
take precedence.
*/
function tagHighlighter(tags, options) {
    let map = Object.create(null);
    for (let style of tags) {
        if (!Array.isArray(style.tag))
            map[style.tag.id] = style.class;
        else
            for (let tag of style.tag)
                map[tag.id] = style.class;
    }
    let { scope, all = null } = options || {};
    return {
        style: (tags) => {
            let cls = all;
            for (let tag of tags) {
                for (let sub of tag.set) {
                    let tagClass = map[sub.id];
                    if (tagClass) {
                        cls = cls ? cls + " " + tagClass : tagClass;
                        break;
                    }
                }
            }
            return cls;
        },
        scope
    };
}
function highlightTags(highlighters, tags) {
    let result = null;
    for (let highlighter of highlighters) {
        let value = highlighter.style(tags);
        if (value)
            result = result ? result + " " + value : value;
    }
    return result;
}
/**
Highlight the given [tree](#common.Tree) with the given
[highlighter](#highlight.Highlighter). Often, the higher-level
[`highlightCode`](#highlight.highlightCode) function is easier to
use.
*/
function highlightTree(tree, highlighter, 
/**
Assign styling to a region of the text. Will be called, in order
of position, for any ranges where more than zero classes apply.
`classes` is a space separated string of CSS classes.
*/
putStyle, 
/**
The start of the range to highlight.
*/
from = 0, 
/**
The end of the range.
*/
to = tree.length) {
    let builder = new HighlightBuilder(from, Array.isArray(highlighter) ? highlighter : [highlighter], putStyle);
    builder.highlightRange(tree.cursor(), from, to, "", builder.highlighters);
    builder.flush(to);
}
/**
Highlight the given tree with the given highlighter, calling
`putText` for every piece of text, either with a set of classes or
with the empty string when unstyled, and `putBreak` for every line
break.
*/
function highlightCode(code, tree, highlighter, putText, putBreak, from = 0, to = code.length) {
    let pos = from;
    function writeTo(p, classes) {
        if (p <= pos)
            return;
        for (let text = code.slice(pos, p), i = 0;;) {
            let nextBreak = text.indexOf("\n", i);
            let upto = nextBreak < 0 ? text.length : nextBreak;
            if (upto > i)
                putText(text.slice(i, upto), classes);
            if (nextBreak < 0)
                break;
            putBreak();
            i = nextBreak + 1;
        }
        pos = p;
    }
    highlightTree(tree, highlighter, (from, to, classes) => {
        writeTo(from, "");
        writeTo(to, classes);
    }, from, to);
    writeTo(to, "");
}
class HighlightBuilder {
    constructor(at, highlighters, span) {
        this.at = at;
        this.highlighters = highlighters;
        this.span = span;
        this.class = "";
    }
    startSpan(at, cls) {
        if (cls != this.class) {
            this.flush(at);
            if (at > this.at)
                this.at = at;
            this.class = cls;
        }
    }
    flush(to) {
        if (to > this.at && this.class)
            this.span(this.at, to, this.class);
    }
    highlightRange(cursor, from, to, inheritedClass, highlighters) {
        let { type, from: start, to: end } = cursor;
        if (start >= to || end <= from)
            return;
        if (type.isTop)
            highlighters = this.highlighters.filter(h => !h.scope || h.scope(type));
        let cls = inheritedClass;
        let rule = getStyleTags(cursor) || Rule.empty;
        let tagCls = highlightTags(highlighters, rule.tags);
        if (tagCls) {
            if (cls)
                cls += " ";
            cls += tagCls;
            if (rule.mode == 1 /* Mode.Inherit */)
                inheritedClass += (inheritedClass ? " " : "") + tagCls;
        }
        this.startSpan(Math.max(from, start), cls);
        if (rule.opaque)
            return;
        let mounted = cursor.tree && cursor.tree.prop(NodeProp.mounted);
        if (mounted && mounted.overlay) {
            let inner = cursor.node.enter(mounted.overlay[0].from + start, 1);
            let innerHighlighters = this.highlighters.filter(h => !h.scope || h.scope(mounted.tree.type));
            let hasChild = cursor.firstChild();
            for (let i = 0, pos = start;; i++) {
                let next = i < mounted.overlay.length ? mounted.overlay[i] : null;
                let nextPos = next ? next.from + start : end;
                let rangeFrom = Math.max(from, pos), rangeTo = Math.min(to, nextPos);
                if (rangeFrom < rangeTo && hasChild) {
                    while (cursor.from < rangeTo) {
                        this.highlightRange(cursor, rangeFrom, rangeTo, inheritedClass, highlighters);
                        this.startSpan(Math.min(rangeTo, cursor.to), cls);
                        if (cursor.to >= nextPos || !cursor.nextSibling())
                            break;
                    }
                }
                if (!next || nextPos > to)
                    break;
                pos = next.to + start;
                if (pos > from) {
                    this.highlightRange(inner.cursor(), Math.max(from, next.from + start), Math.min(to, pos), "", innerHighlighters);
                    this.startSpan(Math.min(to, pos), cls);
                }
            }
            if (hasChild)
                cursor.parent();
        }
        else if (cursor.firstChild()) {
            if (mounted)
                inheritedClass = "";
            do {
                if (cursor.to <= from)
                    continue;
                if (cursor.from >= to)
                    break;
                this.highlightRange(cursor, from, to, inheritedClass, highlighters);
                this.startSpan(Math.min(to, cursor.to), cls);
            } while (cursor.nextSibling());
            cursor.parent();
        }
    }
}
/**
Match a syntax node's [highlight rules](#highlight.styleTags). If
there's a match, return its set of tags, and whether it is
opaque (uses a `!`) or applies to all child nodes (`/...`).
*/
function getStyleTags(node) {
    let rule = node.type.prop(ruleNodeProp);
    while (rule && rule.context && !node.matchContext(rule.context))
        rule = rule.next;
    return rule || null;
}
const t = Tag.define;
const comment = t(), dist_name = t(), typeName = t(dist_name), propertyName = t(dist_name), literal = t(), string = t(literal), dist_number = t(literal), content = t(), heading = t(content), keyword = t(), operator = t(), punctuation = t(), bracket = t(punctuation), meta = t();
/**
The default set of highlighting [tags](#highlight.Tag).

This collection is heavily biased towards programming languages,
and necessarily incomplete. A full ontology of syntactic
constructs would fill a stack of books, and be impractical to
write themes for. So try to make do with this set. If all else
fails, [open an
issue](https://code.haverbeke.berlin/codemirror/dev/issues) to propose a
new tag, or [define](#highlight.Tag^define) a local custom tag for
your use case.

Note that it is not obligatory to always attach the most specific
tag possible to an element—if your grammar can't easily
distinguish a certain type of element (such as a local variable),
it is okay to style it as its more general variant (a variable).

For tags that extend some parent tag, the documentation links to
the parent.
*/
const tags = {
    /**
    A comment.
    */
    comment,
    /**
    A line [comment](#highlight.tags.comment).
    */
    lineComment: t(comment),
    /**
    A block [comment](#highlight.tags.comment).
    */
    blockComment: t(comment),
    /**
    A documentation [comment](#highlight.tags.comment).
    */
    docComment: t(comment),
    /**
    Any kind of identifier.
    */
    name: dist_name,
    /**
    The [name](#highlight.tags.name) of a variable.
    */
    variableName: t(dist_name),
    /**
    A type [name](#highlight.tags.name).
    */
    typeName: typeName,
    /**
    A tag name (subtag of [`typeName`](#highlight.tags.typeName)).
    */
    tagName: t(typeName),
    /**
    A property or field [name](#highlight.tags.name).
    */
    propertyName: propertyName,
    /**
    An attribute name (subtag of [`propertyName`](#highlight.tags.propertyName)).
    */
    attributeName: t(propertyName),
    /**
    The [name](#highlight.tags.name) of a class.
    */
    className: t(dist_name),
    /**
    A label [name](#highlight.tags.name).
    */
    labelName: t(dist_name),
    /**
    A namespace [name](#highlight.tags.name).
    */
    namespace: t(dist_name),
    /**
    The [name](#highlight.tags.name) of a macro.
    */
    macroName: t(dist_name),
    /**
    A literal value.
    */
    literal,
    /**
    A string [literal](#highlight.tags.literal).
    */
    string,
    /**
    A documentation [string](#highlight.tags.string).
    */
    docString: t(string),
    /**
    A character literal (subtag of [string](#highlight.tags.string)).
    */
    character: t(string),
    /**
    An attribute value (subtag of [string](#highlight.tags.string)).
    */
    attributeValue: t(string),
    /**
    A number [literal](#highlight.tags.literal).
    */
    number: dist_number,
    /**
    An integer [number](#highlight.tags.number) literal.
    */
    integer: t(dist_number),
    /**
    A floating-point [number](#highlight.tags.number) literal.
    */
    float: t(dist_number),
    /**
    A boolean [literal](#highlight.tags.literal).
    */
    bool: t(literal),
    /**
    Regular expression [literal](#highlight.tags.literal).
    */
    regexp: t(literal),
    /**
    An escape [literal](#highlight.tags.literal), for example a
    backslash escape in a string.
    */
    escape: t(literal),
    /**
    A color [literal](#highlight.tags.literal).
    */
    color: t(literal),
    /**
    A URL [literal](#highlight.tags.literal).
    */
    url: t(literal),
    /**
    A language keyword.
    */
    keyword,
    /**
    The [keyword](#highlight.tags.keyword) for the self or this
    object.
    */
    self: t(keyword),
    /**
    The [keyword](#highlight.tags.keyword) for null.
    */
    null: t(keyword),
    /**
    A [keyword](#highlight.tags.keyword) denoting some atomic value.
    */
    atom: t(keyword),
    /**
    A [keyword](#highlight.tags.keyword) that represents a unit.
    */
    unit: t(keyword),
    /**
    A modifier [keyword](#highlight.tags.keyword).
    */
    modifier: t(keyword),
    /**
    A [keyword](#highlight.tags.keyword) that acts as an operator.
    */
    operatorKeyword: t(keyword),
    /**
    A control-flow related [keyword](#highlight.tags.keyword).
    */
    controlKeyword: t(keyword),
    /**
    A [keyword](#highlight.tags.keyword) that defines something.
    */
    definitionKeyword: t(keyword),
    /**
    A [keyword](#highlight.tags.keyword) related to defining or
    interfacing with modules.
    */
    moduleKeyword: t(keyword),
    /**
    An operator.
    */
    operator,
    /**
    An [operator](#highlight.tags.operator) that dereferences something.
    */
    derefOperator: t(operator),
    /**
    Arithmetic-related [operator](#highlight.tags.operator).
    */
    arithmeticOperator: t(operator),
    /**
    Logical [operator](#highlight.tags.operator).
    */
    logicOperator: t(operator),
    /**
    Bit [operator](#highlight.tags.operator).
    */
    bitwiseOperator: t(operator),
    /**
    Comparison [operator](#highlight.tags.operator).
    */
    compareOperator: t(operator),
    /**
    [Operator](#highlight.tags.operator) that updates its operand.
    */
    updateOperator: t(operator),
    /**
    [Operator](#highlight.tags.operator) that defines something.
    */
    definitionOperator: t(operator),
    /**
    Type-related [operator](#highlight.tags.operator).
    */
    typeOperator: t(operator),
    /**
    Control-flow [operator](#highlight.tags.operator).
    */
    controlOperator: t(operator),
    /**
    Program or markup punctuation.
    */
    punctuation,
    /**
    [Punctuation](#highlight.tags.punctuation) that separates
    things.
    */
    separator: t(punctuation),
    /**
    Bracket-style [punctuation](#highlight.tags.punctuation).
    */
    bracket,
    /**
    Angle [brackets](#highlight.tags.bracket) (usually `<` and `>`
    tokens).
    */
    angleBracket: t(bracket),
    /**
    Square [brackets](#highlight.tags.bracket) (usually `[` and `]`
    tokens).
    */
    squareBracket: t(bracket),
    /**
    Parentheses (usually `(` and `)` tokens). Subtag of
    [bracket](#highlight.tags.bracket).
    */
    paren: t(bracket),
    /**
    Braces (usually `{` and `}` tokens). Subtag of
    [bracket](#highlight.tags.bracket).
    */
    brace: t(bracket),
    /**
    Content, for example plain text in XML or markup documents.
    */
    content,
    /**
    [Content](#highlight.tags.content) that represents a heading.
    */
    heading,
    /**
    A level 1 [heading](#highlight.tags.heading).
    */
    heading1: t(heading),
    /**
    A level 2 [heading](#highlight.tags.heading).
    */
    heading2: t(heading),
    /**
    A level 3 [heading](#highlight.tags.heading).
    */
    heading3: t(heading),
    /**
    A level 4 [heading](#highlight.tags.heading).
    */
    heading4: t(heading),
    /**
    A level 5 [heading](#highlight.tags.heading).
    */
    heading5: t(heading),
    /**
    A level 6 [heading](#highlight.tags.heading).
    */
    heading6: t(heading),
    /**
    A prose [content](#highlight.tags.content) separator (such as a horizontal rule).
    */
    contentSeparator: t(content),
    /**
    [Content](#highlight.tags.content) that represents a list.
    */
    list: t(content),
    /**
    [Content](#highlight.tags.content) that represents a quote.
    */
    quote: t(content),
    /**
    [Content](#highlight.tags.content) that is emphasized.
    */
    emphasis: t(content),
    /**
    [Content](#highlight.tags.content) that is styled strong.
    */
    strong: t(content),
    /**
    [Content](#highlight.tags.content) that is part of a link.
    */
    link: t(content),
    /**
    [Content](#highlight.tags.content) that is styled as code or
    monospace.
    */
    monospace: t(content),
    /**
    [Content](#highlight.tags.content) that has a strike-through
    style.
    */
    strikethrough: t(content),
    /**
    Inserted text in a change-tracking format.
    */
    inserted: t(),
    /**
    Deleted text.
    */
    deleted: t(),
    /**
    Changed text.
    */
    changed: t(),
    /**
    An invalid or unsyntactic element.
    */
    invalid: t(),
    /**
    Metadata or meta-instruction.
    */
    meta,
    /**
    [Metadata](#highlight.tags.meta) that applies to the entire
    document.
    */
    documentMeta: t(meta),
    /**
    [Metadata](#highlight.tags.meta) that annotates or adds
    attributes to a given syntactic element.
    */
    annotation: t(meta),
    /**
    Processing instruction or preprocessor directive. Subtag of
    [meta](#highlight.tags.meta).
    */
    processingInstruction: t(meta),
    /**
    [Modifier](#highlight.Tag^defineModifier) that indicates that a
    given element is being defined. Expected to be used with the
    various [name](#highlight.tags.name) tags.
    */
    definition: Tag.defineModifier("definition"),
    /**
    [Modifier](#highlight.Tag^defineModifier) that indicates that
    something is constant. Mostly expected to be used with
    [variable names](#highlight.tags.variableName).
    */
    constant: Tag.defineModifier("constant"),
    /**
    [Modifier](#highlight.Tag^defineModifier) used to indicate that
    a [variable](#highlight.tags.variableName) or [property
    name](#highlight.tags.propertyName) is being called or defined
    as a function.
    */
    function: Tag.defineModifier("function"),
    /**
    [Modifier](#highlight.Tag^defineModifier) that can be applied to
    [names](#highlight.tags.name) to indicate that they belong to
    the language's standard environment.
    */
    standard: Tag.defineModifier("standard"),
    /**
    [Modifier](#highlight.Tag^defineModifier) that indicates a given
    [names](#highlight.tags.name) is local to some scope.
    */
    local: Tag.defineModifier("local"),
    /**
    A generic variant [modifier](#highlight.Tag^defineModifier) that
    can be used to tag language-specific alternative variants of
    some common tag. It is recommended for themes to define special
    forms of at least the [string](#highlight.tags.string) and
    [variable name](#highlight.tags.variableName) tags, since those
    come up a lot.
    */
    special: Tag.defineModifier("special")
};
for (let name in tags) {
    let val = tags[name];
    if (val instanceof Tag)
        val.name = name;
}
/**
This is a highlighter that adds stable, predictable classes to
tokens, for styling with external CSS.

The following tags are mapped to their name prefixed with `"tok-"`
(for example `"tok-comment"`):

* [`link`](#highlight.tags.link)
* [`heading`](#highlight.tags.heading)
* [`emphasis`](#highlight.tags.emphasis)
* [`strong`](#highlight.tags.strong)
* [`keyword`](#highlight.tags.keyword)
* [`atom`](#highlight.tags.atom)
* [`bool`](#highlight.tags.bool)
* [`url`](#highlight.tags.url)
* [`labelName`](#highlight.tags.labelName)
* [`inserted`](#highlight.tags.inserted)
* [`deleted`](#highlight.tags.deleted)
* [`literal`](#highlight.tags.literal)
* [`string`](#highlight.tags.string)
* [`number`](#highlight.tags.number)
* [`variableName`](#highlight.tags.variableName)
* [`typeName`](#highlight.tags.typeName)
* [`namespace`](#highlight.tags.namespace)
* [`className`](#highlight.tags.className)
* [`macroName`](#highlight.tags.macroName)
* [`propertyName`](#highlight.tags.propertyName)
* [`operator`](#highlight.tags.operator)
* [`comment`](#highlight.tags.comment)
* [`meta`](#highlight.tags.meta)
* [`punctuation`](#highlight.tags.punctuation)
* [`invalid`](#highlight.tags.invalid)

In addition, these mappings are provided:

* [`regexp`](#highlight.tags.regexp),
  [`escape`](#highlight.tags.escape), and
  [`special`](#highlight.tags.special)[`(string)`](#highlight.tags.string)
  are mapped to `"tok-string2"`
* [`special`](#highlight.tags.special)[`(variableName)`](#highlight.tags.variableName)
  to `"tok-variableName2"`
* [`local`](#highlight.tags.local)[`(variableName)`](#highlight.tags.variableName)
  to `"tok-variableName tok-local"`
* [`definition`](#highlight.tags.definition)[`(variableName)`](#highlight.tags.variableName)
  to `"tok-variableName tok-definition"`
* [`definition`](#highlight.tags.definition)[`(propertyName)`](#highlight.tags.propertyName)
  to `"tok-propertyName tok-definition"`
*/
const classHighlighter = tagHighlighter([
    { tag: tags.link, class: "tok-link" },
    { tag: tags.heading, class: "tok-heading" },
    { tag: tags.emphasis, class: "tok-emphasis" },
    { tag: tags.strong, class: "tok-strong" },
    { tag: tags.keyword, class: "tok-keyword" },
    { tag: tags.atom, class: "tok-atom" },
    { tag: tags.bool, class: "tok-bool" },
    { tag: tags.url, class: "tok-url" },
    { tag: tags.labelName, class: "tok-labelName" },
    { tag: tags.inserted, class: "tok-inserted" },
    { tag: tags.deleted, class: "tok-deleted" },
    { tag: tags.literal, class: "tok-literal" },
    { tag: tags.string, class: "tok-string" },
    { tag: tags.number, class: "tok-number" },
    { tag: [tags.regexp, tags.escape, tags.special(tags.string)], class: "tok-string2" },
    { tag: tags.variableName, class: "tok-variableName" },
    { tag: tags.local(tags.variableName), class: "tok-variableName tok-local" },
    { tag: tags.definition(tags.variableName), class: "tok-variableName tok-definition" },
    { tag: tags.special(tags.variableName), class: "tok-variableName2" },
    { tag: tags.definition(tags.propertyName), class: "tok-propertyName tok-definition" },
    { tag: tags.typeName, class: "tok-typeName" },
    { tag: tags.namespace, class: "tok-namespace" },
    { tag: tags.className, class: "tok-className" },
    { tag: tags.macroName, class: "tok-macroName" },
    { tag: tags.propertyName, class: "tok-propertyName" },
    { tag: tags.operator, class: "tok-operator" },
    { tag: tags.comment, class: "tok-comment" },
    { tag: tags.meta, class: "tok-meta" },
    { tag: tags.invalid, class: "tok-invalid" },
    { tag: tags.punctuation, class: "tok-punctuation" }
]);



;// CONCATENATED MODULE: ./node_modules/@lezer/python/dist/index.js



// This file was generated by lezer-generator. You probably shouldn't edit it.
const printKeyword = 1,
  indent = 194,
  dedent = 195,
  newline$1 = 196,
  blankLineStart = 197,
  newlineBracketed = 198,
  eof = 199,
  stringContent = 200,
  Escape = 2,
  replacementStart = 3,
  stringEnd = 201,
  ParenL = 24,
  ParenthesizedExpression = 25,
  TupleExpression = 49,
  ComprehensionExpression = 50,
  BracketL = 55,
  ArrayExpression = 56,
  ArrayComprehensionExpression = 57,
  BraceL = 59,
  DictionaryExpression = 60,
  DictionaryComprehensionExpression = 61,
  SetExpression = 62,
  SetComprehensionExpression = 63,
  ArgList = 65,
  subscript = 238,
  String$1 = 71,
  stringStart = 241,
  stringStartD = 242,
  stringStartL = 243,
  stringStartLD = 244,
  stringStartR = 245,
  stringStartRD = 246,
  stringStartRL = 247,
  stringStartRLD = 248,
  FormatString = 72,
  stringStartF = 249,
  stringStartFD = 250,
  stringStartFL = 251,
  stringStartFLD = 252,
  stringStartFR = 253,
  stringStartFRD = 254,
  stringStartFRL = 255,
  stringStartFRLD = 256,
  FormatReplacement = 73,
  nestedFormatReplacement = 77,
  importList = 263,
  TypeParamList = 112,
  ParamList = 130,
  SequencePattern = 151,
  MappingPattern = 152,
  PatternArgList = 155;

const newline = 10, carriageReturn = 13, space = 32, tab = 9, hash = 35, parenOpen = 40, dot = 46,
      braceOpen = 123, braceClose = 125, singleQuote = 39, doubleQuote = 34, backslash = 92,
      letter_o = 111, letter_x = 120, letter_N = 78, letter_u = 117, letter_U = 85;

const bracketed = new Set([
  ParenthesizedExpression, TupleExpression, ComprehensionExpression, importList, ArgList, ParamList,
  ArrayExpression, ArrayComprehensionExpression, subscript,
  SetExpression, SetComprehensionExpression, FormatString, FormatReplacement, nestedFormatReplacement,
  DictionaryExpression, DictionaryComprehensionExpression,
  SequencePattern, MappingPattern, PatternArgList, TypeParamList
]);

function isLineBreak(ch) {
  return ch == newline || ch == carriageReturn
}

function isHex(ch) {
  return ch >= 48 && ch <= 57 || ch >= 65 && ch <= 70 || ch >= 97 && ch <= 102
}

const newlines = new ExternalTokenizer((input, stack) => {
  let prev;
  if (input.next < 0) {
    input.acceptToken(eof);
  } else if (stack.context.flags & cx_Bracketed) {
    if (isLineBreak(input.next)) input.acceptToken(newlineBracketed, 1);
  } else if (((prev = input.peek(-1)) < 0 || isLineBreak(prev)) &&
             stack.canShift(blankLineStart)) {
    let spaces = 0;
    while (input.next == space || input.next == tab) { input.advance(); spaces++; }
    if (input.next == newline || input.next == carriageReturn || input.next == hash)
      input.acceptToken(blankLineStart, -spaces);
  } else if (isLineBreak(input.next)) {
    input.acceptToken(newline$1, 1);
  }
}, {contextual: true});

const indentation = new ExternalTokenizer((input, stack) => {
  let context = stack.context;
  if (context.flags) return
  let prev = input.peek(-1);
  if (prev == newline || prev == carriageReturn) {
    let depth = 0, chars = 0;
    for (;;) {
      if (input.next == space) depth++;
      else if (input.next == tab) depth += 8 - (depth % 8);
      else break
      input.advance();
      chars++;
    }
    if (depth != context.indent &&
        input.next != newline && input.next != carriageReturn && input.next != hash) {
      if (depth < context.indent) input.acceptToken(dedent, -chars);
      else input.acceptToken(indent);
    }
  }
});

// Flags used in Context objects
const cx_Bracketed = 1, cx_String = 2, cx_DoubleQuote = 4, cx_Long = 8, cx_Raw = 16, cx_Format = 32;

function Context(parent, indent, flags) {
  this.parent = parent;
  this.indent = indent;
  this.flags = flags;
  this.hash = (parent ? parent.hash + parent.hash << 8 : 0) + indent + (indent << 4) + flags + (flags << 6);
}

const topIndent = new Context(null, 0, 0);

function countIndent(space) {
  let depth = 0;
  for (let i = 0; i < space.length; i++)
    depth += space.charCodeAt(i) == tab ? 8 - (depth % 8) : 1;
  return depth
}

const stringFlags = new Map([
  [stringStart, 0],
  [stringStartD, cx_DoubleQuote],
  [stringStartL, cx_Long],
  [stringStartLD, cx_Long | cx_DoubleQuote],
  [stringStartR, cx_Raw],
  [stringStartRD, cx_Raw | cx_DoubleQuote],
  [stringStartRL, cx_Raw | cx_Long],
  [stringStartRLD, cx_Raw | cx_Long | cx_DoubleQuote],
  [stringStartF, cx_Format],
  [stringStartFD, cx_Format | cx_DoubleQuote],
  [stringStartFL, cx_Format | cx_Long],
  [stringStartFLD, cx_Format | cx_Long | cx_DoubleQuote],
  [stringStartFR, cx_Format | cx_Raw],
  [stringStartFRD, cx_Format | cx_Raw | cx_DoubleQuote],
  [stringStartFRL, cx_Format | cx_Raw | cx_Long],
  [stringStartFRLD, cx_Format | cx_Raw | cx_Long | cx_DoubleQuote]
].map(([term, flags]) => [term, flags | cx_String]));

const trackIndent = new ContextTracker({
  start: topIndent,
  reduce(context, term, _, input) {
    if ((context.flags & cx_Bracketed) && bracketed.has(term) ||
        (term == String$1 || term == FormatString) && (context.flags & cx_String))
      return context.parent
    return context
  },
  shift(context, term, stack, input) {
    if (term == indent)
      return new Context(context, countIndent(input.read(input.pos, stack.pos)), 0)
    if (term == dedent)
      return context.parent
    if (term == ParenL || term == BracketL || term == BraceL || term == replacementStart)
      return new Context(context, 0, cx_Bracketed)
    if (stringFlags.has(term))
      return new Context(context, 0, stringFlags.get(term) | (context.flags & cx_Bracketed))
    return context
  },
  hash(context) { return context.hash }
});

const legacyPrint = new ExternalTokenizer(input => {
  for (let i = 0; i < 5; i++) {
    if (input.next != "print".charCodeAt(i)) return
    input.advance();
  }
  if (/\w/.test(String.fromCharCode(input.next))) return
  for (let off = 0;; off++) {
    let next = input.peek(off);
    if (next == space || next == tab) continue
    if (next != parenOpen && next != dot && next != newline && next != carriageReturn && next != hash)
      input.acceptToken(printKeyword);
    return
  }
});

const strings = new ExternalTokenizer((input, stack) => {
  let {flags} = stack.context;
  let quote = (flags & cx_DoubleQuote) ? doubleQuote : singleQuote;
  let long = (flags & cx_Long) > 0;
  let escapes = !(flags & cx_Raw);
  let format = (flags & cx_Format) > 0;

  let start = input.pos;
  for (;;) {
    if (input.next < 0) {
      break
    } else if (format && input.next == braceOpen) {
      if (input.peek(1) == braceOpen) {
        input.advance(2);
      } else {
        if (input.pos == start) {
          input.acceptToken(replacementStart, 1);
          return
        }
        break
      }
    } else if (escapes && input.next == backslash) {
      if (input.pos == start) {
        input.advance();
        let escaped = input.next;
        if (escaped >= 0) {
          input.advance();
          skipEscape(input, escaped);
        }
        input.acceptToken(Escape);
        return
      }
      break
    } else if (input.next == backslash && !escapes && input.peek(1) > -1) {
      // Raw strings still ignore escaped quotes, weirdly.
      input.advance(2);
    } else if (input.next == quote && (!long || input.peek(1) == quote && input.peek(2) == quote)) {
      if (input.pos == start) {
        input.acceptToken(stringEnd, long ? 3 : 1);
        return
      }
      break
    } else if (input.next == newline) {
      if (long) {
        input.advance();
      } else if (input.pos == start) {
        input.acceptToken(stringEnd);
        return
      }
      break
    } else {
      input.advance();
    }
  }
  if (input.pos > start) input.acceptToken(stringContent);
});

function skipEscape(input, ch) {
  if (ch == letter_o) {
    for (let i = 0; i < 2 && input.next >= 48 && input.next <= 55; i++) input.advance();
  } else if (ch == letter_x) {
    for (let i = 0; i < 2 && isHex(input.next); i++) input.advance();
  } else if (ch == letter_u) {
    for (let i = 0; i < 4 && isHex(input.next); i++) input.advance();
  } else if (ch == letter_U) {
    for (let i = 0; i < 8 && isHex(input.next); i++) input.advance();
  } else if (ch == letter_N) {
    if (input.next == braceOpen) {
      input.advance();
      while (input.next >= 0 && input.next != braceClose && input.next != singleQuote &&
             input.next != doubleQuote && input.next != newline) input.advance();
      if (input.next == braceClose) input.advance();
    }
  }
}

const pythonHighlighting = styleTags({
  "async \"*\" \"**\" FormatConversion FormatSpec": tags.modifier,
  "for while if elif else try except finally return raise break continue with pass assert await yield match case": tags.controlKeyword,
  "in not and or is del": tags.operatorKeyword,
  "from def class global nonlocal lambda": tags.definitionKeyword,
  import: tags.moduleKeyword,
  "with as print": tags.keyword,
  Boolean: tags.bool,
  None: tags.null,
  VariableName: tags.variableName,
  "CallExpression/VariableName": tags.function(tags.variableName),
  "FunctionDefinition/VariableName": tags.function(tags.definition(tags.variableName)),
  "ClassDefinition/VariableName": tags.definition(tags.className),
  PropertyName: tags.propertyName,
  "CallExpression/MemberExpression/PropertyName": tags.function(tags.propertyName),
  Comment: tags.lineComment,
  Number: tags.number,
  String: tags.string,
  FormatString: tags.special(tags.string),
  Escape: tags.escape,
  UpdateOp: tags.updateOperator,
  "ArithOp!": tags.arithmeticOperator,
  BitOp: tags.bitwiseOperator,
  CompareOp: tags.compareOperator,
  AssignOp: tags.definitionOperator,
  Ellipsis: tags.punctuation,
  At: tags.meta,
  "( )": tags.paren,
  "[ ]": tags.squareBracket,
  "{ }": tags.brace,
  ".": tags.derefOperator,
  ", ;": tags.separator
});

// This file was generated by lezer-generator. You probably shouldn't edit it.
const spec_identifier = {__proto__:null,await:44, or:54, and:56, in:60, not:62, is:64, if:70, else:72, lambda:76, yield:94, from:96, async:102, for:104, None:162, True:164, False:164, del:178, pass:182, break:186, continue:190, return:194, raise:202, import:206, as:208, global:212, nonlocal:214, assert:218, type:223, elif:236, while:240, try:246, except:248, finally:250, with:254, def:258, class:268, match:279, case:285};
const parser = LRParser.deserialize({
  version: 14,
  states: "##jQ`QeOOP$}OSOOO&WQtO'#HUOOQS'#Co'#CoOOQS'#Cp'#CpO'vQdO'#CnO*UQtO'#HTOOQS'#HU'#HUOOQS'#DU'#DUOOQS'#HT'#HTO*rQdO'#D_O+VQdO'#DfO+gQdO'#DjO+zOWO'#DuO,VOWO'#DvO.[QtO'#GuOOQS'#Gu'#GuO'vQdO'#GtO0ZQtO'#GtOOQS'#Eb'#EbO0rQdO'#EcOOQS'#Gs'#GsO0|QdO'#GrOOQV'#Gr'#GrO1XQdO'#FYOOQS'#G^'#G^O1^QdO'#FXOOQV'#IS'#ISOOQV'#Gq'#GqOOQV'#Fq'#FqQ`QeOOO'vQdO'#CqO1lQdO'#C}O1sQdO'#DRO2RQdO'#HYO2cQtO'#EVO'vQdO'#EWOOQS'#EY'#EYOOQS'#E['#E[OOQS'#E^'#E^O2wQdO'#E`O3_QdO'#EdO3rQdO'#EfO3zQtO'#EfO1XQdO'#EiO0rQdO'#ElO1XQdO'#EnO0rQdO'#EtO0rQdO'#EwO4VQdO'#EyO4^QdO'#FOO4iQdO'#EzO0rQdO'#FOO1XQdO'#FQO1XQdO'#FVO4nQdO'#F[P4uOdO'#GpPOOO)CBd)CBdOOQS'#Ce'#CeOOQS'#Cf'#CfOOQS'#Cg'#CgOOQS'#Ch'#ChOOQS'#Ci'#CiOOQS'#Cj'#CjOOQS'#Cl'#ClO'vQdO,59OO'vQdO,59OO'vQdO,59OO'vQdO,59OO'vQdO,59OO'vQdO,59OO5TQdO'#DoOOQS,5:Y,5:YO5hQdO'#HdOOQS,5:],5:]O5uQ!fO,5:]O5zQtO,59YO1lQdO,59bO1lQdO,59bO1lQdO,59bO8jQdO,59bO8oQdO,59bO8vQdO,59jO8}QdO'#HTO:TQdO'#HSOOQS'#HS'#HSOOQS'#D['#D[O:lQdO,59aO'vQdO,59aO:zQdO,59aOOQS,59y,59yO;PQdO,5:RO'vQdO,5:ROOQS,5:Q,5:QO;_QdO,5:QO;dQdO,5:XO'vQdO,5:XO'vQdO,5:VOOQS,5:U,5:UO;uQdO,5:UO;zQdO,5:WOOOW'#Fy'#FyO<POWO,5:aOOQS,5:a,5:aO<[QdO'#HwOOOW'#Dw'#DwOOOW'#Fz'#FzO<lOWO,5:bOOQS,5:b,5:bOOQS'#F}'#F}O<zQtO,5:iO?lQtO,5=`O@VQ#xO,5=`O@vQtO,5=`OOQS,5:},5:}OA_QeO'#GWOBqQdO,5;^OOQV,5=^,5=^OB|QtO'#IPOCkQdO,5;tOOQS-E:[-E:[OOQV,5;s,5;sO4dQdO'#FQOOQV-E9o-E9oOCsQtO,59]OEzQtO,59iOFeQdO'#HVOFpQdO'#HVO1XQdO'#HVOF{QdO'#DTOGTQdO,59mOGYQdO'#HZO'vQdO'#HZO0rQdO,5=tOOQS,5=t,5=tO0rQdO'#EROOQS'#ES'#ESOGwQdO'#GPOHXQdO,58|OHXQdO,58|O*xQdO,5:oOHgQtO'#H]OOQS,5:r,5:rOOQS,5:z,5:zOHzQdO,5;OOI]QdO'#IOO1XQdO'#H}OOQS,5;Q,5;QOOQS'#GT'#GTOIqQtO,5;QOJPQdO,5;QOJUQdO'#IQOOQS,5;T,5;TOJdQdO'#H|OOQS,5;W,5;WOJuQdO,5;YO4iQdO,5;`O4iQdO,5;cOJ}QtO'#ITO'vQdO'#ITOKXQdO,5;eO4VQdO,5;eO0rQdO,5;jO1XQdO,5;lOK^QeO'#EuOLjQgO,5;fO!!kQdO'#IUO4iQdO,5;jO!!vQdO,5;lO!#OQdO,5;qO!#ZQtO,5;vO'vQdO,5;vPOOO,5=[,5=[P!#bOSO,5=[P!#jOdO,5=[O!&bQtO1G.jO!&iQtO1G.jO!)YQtO1G.jO!)dQtO1G.jO!+}QtO1G.jO!,bQtO1G.jO!,uQdO'#HcO!-TQtO'#GuO0rQdO'#HcO!-_QdO'#HbOOQS,5:Z,5:ZO!-gQdO,5:ZO!-lQdO'#HeO!-wQdO'#HeO!.[QdO,5>OOOQS'#Ds'#DsOOQS1G/w1G/wOOQS1G.|1G.|O!/[QtO1G.|O!/cQtO1G.|O1lQdO1G.|O!0OQdO1G/UOOQS'#DZ'#DZO0rQdO,59tOOQS1G.{1G.{O!0VQdO1G/eO!0gQdO1G/eO!0oQdO1G/fO'vQdO'#H[O!0tQdO'#H[O!0yQtO1G.{O!1ZQdO,59iO!2aQdO,5=zO!2qQdO,5=zO!2yQdO1G/mO!3OQtO1G/mOOQS1G/l1G/lO!3`QdO,5=uO!4VQdO,5=uO0rQdO1G/qO!4tQdO1G/sO!4yQtO1G/sO!5ZQtO1G/qOOQS1G/p1G/pOOQS1G/r1G/rOOOW-E9w-E9wOOQS1G/{1G/{O!5kQdO'#HxO0rQdO'#HxO!5|QdO,5>cOOOW-E9x-E9xOOQS1G/|1G/|OOQS-E9{-E9{O!6[Q#xO1G2zO!6{QtO1G2zO'vQdO,5<jOOQS,5<j,5<jOOQS-E9|-E9|OOQS,5<r,5<rOOQS-E:U-E:UOOQV1G0x1G0xO1XQdO'#GRO!7dQtO,5>kOOQS1G1`1G1`O!8RQdO1G1`OOQS'#DV'#DVO0rQdO,5=qOOQS,5=q,5=qO!8WQdO'#FrO!8cQdO,59oO!8kQdO1G/XO!8uQtO,5=uOOQS1G3`1G3`OOQS,5:m,5:mO!9fQdO'#GtOOQS,5<k,5<kOOQS-E9}-E9}O!9wQdO1G.hOOQS1G0Z1G0ZO!:VQdO,5=wO!:gQdO,5=wO0rQdO1G0jO0rQdO1G0jO!:xQdO,5>jO!;ZQdO,5>jO1XQdO,5>jO!;lQdO,5>iOOQS-E:R-E:RO!;qQdO1G0lO!;|QdO1G0lO!<RQdO,5>lO!<aQdO,5>lO!<oQdO,5>hO!=VQdO,5>hO!=hQdO'#EpO0rQdO1G0tO!=sQdO1G0tO!=xQgO1G0zO!AvQgO1G0}O!EqQdO,5>oO!E{QdO,5>oO!FTQtO,5>oO0rQdO1G1PO!F_QdO1G1PO4iQdO1G1UO!!vQdO1G1WOOQV,5;a,5;aO!FdQfO,5;aO!FiQgO1G1QO!JjQdO'#GZO4iQdO1G1QO4iQdO1G1QO!JzQdO,5>pO!KXQdO,5>pO1XQdO,5>pOOQV1G1U1G1UO!KaQdO'#FSO!KrQ!fO1G1WO!KzQdO1G1WOOQV1G1]1G1]O4iQdO1G1]O!LPQdO1G1]O!LXQdO'#F^OOQV1G1b1G1bO!#ZQtO1G1bPOOO1G2v1G2vP!L^OSO1G2vOOQS,5=},5=}OOQS'#Dp'#DpO0rQdO,5=}O!LfQdO,5=|O!LyQdO,5=|OOQS1G/u1G/uO!MRQdO,5>PO!McQdO,5>PO!MkQdO,5>PO!NOQdO,5>PO!N`QdO,5>POOQS1G3j1G3jOOQS7+$h7+$hO!8kQdO7+$pO#!RQdO1G.|O#!YQdO1G.|OOQS1G/`1G/`OOQS,5<`,5<`O'vQdO,5<`OOQS7+%P7+%PO#!aQdO7+%POOQS-E9r-E9rOOQS7+%Q7+%QO#!qQdO,5=vO'vQdO,5=vOOQS7+$g7+$gO#!vQdO7+%PO##OQdO7+%QO##TQdO1G3fOOQS7+%X7+%XO##eQdO1G3fO##mQdO7+%XOOQS,5<_,5<_O'vQdO,5<_O##rQdO1G3aOOQS-E9q-E9qO#$iQdO7+%]OOQS7+%_7+%_O#$wQdO1G3aO#%fQdO7+%_O#%kQdO1G3gO#%{QdO1G3gO#&TQdO7+%]O#&YQdO,5>dO#&sQdO,5>dO#&sQdO,5>dOOQS'#Dx'#DxO#'UO&jO'#DzO#'aO`O'#HyOOOW1G3}1G3}O#'fQdO1G3}O#'nQdO1G3}O#'yQ#xO7+(fO#(jQtO1G2UP#)TQdO'#GOOOQS,5<m,5<mOOQS-E:P-E:POOQS7+&z7+&zOOQS1G3]1G3]OOQS,5<^,5<^OOQS-E9p-E9pOOQS7+$s7+$sO#)bQdO,5=`O#){QdO,5=`O#*^QtO,5<aO#*qQdO1G3cOOQS-E9s-E9sOOQS7+&U7+&UO#+RQdO7+&UO#+aQdO,5<nO#+uQdO1G4UOOQS-E:Q-E:QO#,WQdO1G4UOOQS1G4T1G4TOOQS7+&W7+&WO#,iQdO7+&WOOQS,5<p,5<pO#,tQdO1G4WOOQS-E:S-E:SOOQS,5<l,5<lO#-SQdO1G4SOOQS-E:O-E:OO1XQdO'#EqO#-jQdO'#EqO#-uQdO'#IRO#-}QdO,5;[OOQS7+&`7+&`O0rQdO7+&`O#.SQgO7+&fO!JmQdO'#GXO4iQdO7+&fO4iQdO7+&iO#2QQtO,5<tO'vQdO,5<tO#2[QdO1G4ZOOQS-E:W-E:WO#2fQdO1G4ZO4iQdO7+&kO0rQdO7+&kOOQV7+&p7+&pO!KrQ!fO7+&rO!KzQdO7+&rO`QeO1G0{OOQV-E:X-E:XO4iQdO7+&lO4iQdO7+&lOOQV,5<u,5<uO#2nQdO,5<uO!JmQdO,5<uOOQV7+&l7+&lO#2yQgO7+&lO#6tQdO,5<vO#7PQdO1G4[OOQS-E:Y-E:YO#7^QdO1G4[O#7fQdO'#IWO#7tQdO'#IWO1XQdO'#IWOOQS'#IW'#IWO#8PQdO'#IVOOQS,5;n,5;nO#8XQdO,5;nO0rQdO'#FUOOQV7+&r7+&rO4iQdO7+&rOOQV7+&w7+&wO4iQdO7+&wO#8^QfO,5;xOOQV7+&|7+&|POOO7+(b7+(bO#8cQdO1G3iOOQS,5<c,5<cO#8qQdO1G3hOOQS-E9u-E9uO#9UQdO,5<dO#9aQdO,5<dO#9tQdO1G3kOOQS-E9v-E9vO#:UQdO1G3kO#:^QdO1G3kO#:nQdO1G3kO#:UQdO1G3kOOQS<<H[<<H[O#:yQtO1G1zOOQS<<Hk<<HkP#;WQdO'#FtO8vQdO1G3bO#;eQdO1G3bO#;jQdO<<HkOOQS<<Hl<<HlO#;zQdO7+)QOOQS<<Hs<<HsO#<[QtO1G1yP#<{QdO'#FsO#=YQdO7+)RO#=jQdO7+)RO#=rQdO<<HwO#=wQdO7+({OOQS<<Hy<<HyO#>nQdO,5<bO'vQdO,5<bOOQS-E9t-E9tOOQS<<Hw<<HwOOQS,5<g,5<gO0rQdO,5<gO#>sQdO1G4OOOQS-E9y-E9yO#?^QdO1G4OO<[QdO'#H{OOOO'#D{'#D{OOOO'#F|'#F|O#?oO&jO,5:fOOOW,5>e,5>eOOOW7+)i7+)iO#?zQdO7+)iO#@SQdO1G2zO#@mQdO1G2zP'vQdO'#FuO0rQdO<<IpO1XQdO1G2YP1XQdO'#GSO#AOQdO7+)pO#AaQdO7+)pOOQS<<Ir<<IrP1XQdO'#GUP0rQdO'#GQOOQS,5;],5;]O#ArQdO,5>mO#BQQdO,5>mOOQS1G0v1G0vOOQS<<Iz<<IzOOQV-E:V-E:VO4iQdO<<JQOOQV,5<s,5<sO4iQdO,5<sOOQV<<JQ<<JQOOQV<<JT<<JTO#BYQtO1G2`P#BdQdO'#GYO#BkQdO7+)uO#BuQgO<<JVO4iQdO<<JVOOQV<<J^<<J^O4iQdO<<J^O!KrQ!fO<<J^O#FpQgO7+&gOOQV<<JW<<JWO#FzQgO<<JWOOQV1G2a1G2aO1XQdO1G2aO#JuQdO1G2aO4iQdO<<JWO1XQdO1G2bP0rQdO'#G[O#KQQdO7+)vO#K_QdO7+)vOOQS'#FT'#FTO0rQdO,5>rO#KgQdO,5>rO#KrQdO,5>rO#K}QdO,5>qO#L`QdO,5>qOOQS1G1Y1G1YOOQS,5;p,5;pOOQV<<Jc<<JcO#LhQdO1G1dOOQS7+)T7+)TP#LmQdO'#FwO#L}QdO1G2OO#MbQdO1G2OO#MrQdO1G2OP#M}QdO'#FxO#N[QdO7+)VO#NlQdO7+)VO#NlQdO7+)VO#NtQdO7+)VO$ UQdO7+(|O8vQdO7+(|OOQSAN>VAN>VO$ oQdO<<LmOOQSAN>cAN>cO0rQdO1G1|O$!PQtO1G1|P$!ZQdO'#FvOOQS1G2R1G2RP$!hQdO'#F{O$!uQdO7+)jO$#`QdO,5>gOOOO-E9z-E9zOOOW<<MT<<MTO$#nQdO7+(fOOQSAN?[AN?[OOQS7+'t7+'tO$$XQdO<<M[OOQS,5<q,5<qO$$jQdO1G4XOOQS-E:T-E:TOOQVAN?lAN?lOOQV1G2_1G2_O4iQdOAN?qO$$xQgOAN?qOOQVAN?xAN?xO4iQdOAN?xOOQV<<JR<<JRO4iQdOAN?rO4iQdO7+'{OOQV7+'{7+'{O1XQdO7+'{OOQVAN?rAN?rOOQS7+'|7+'|O$(sQdO<<MbOOQS1G4^1G4^O0rQdO1G4^OOQS,5<w,5<wO$)QQdO1G4]OOQS-E:Z-E:ZOOQU'#G_'#G_O$)cQfO7+'OO$)nQdO'#F_O$*uQdO7+'jO$+VQdO7+'jOOQS7+'j7+'jO$+bQdO<<LqO$+rQdO<<LqO$+rQdO<<LqO$+zQdO'#H^OOQS<<Lh<<LhO$,UQdO<<LhOOQS7+'h7+'hOOQS'#D|'#D|OOOO1G4R1G4RO$,oQdO1G4RO$,wQdO1G4RP!=hQdO'#GVOOQVG25]G25]O4iQdOG25]OOQVG25dG25dOOQVG25^G25^OOQV<<Kg<<KgO4iQdO<<KgOOQS7+)x7+)xP$-SQdO'#G]OOQU-E:]-E:]OOQV<<Jj<<JjO$-vQtO'#FaOOQS'#Fc'#FcO$.WQdO'#FbO$.xQdO'#FbOOQS'#Fb'#FbO$.}QdO'#IYO$)nQdO'#FiO$)nQdO'#FiO$/fQdO'#FjO$)nQdO'#FkO$/mQdO'#IZOOQS'#IZ'#IZO$0[QdO,5;yOOQS<<KU<<KUO$0dQdO<<KUO$0tQdOANB]O$1UQdOANB]O$1^QdO'#H_OOQS'#H_'#H_O1sQdO'#DcO$1wQdO,5=xOOQSANBSANBSOOOO7+)m7+)mO$2`QdO7+)mOOQVLD*wLD*wOOQVANARANARO5uQ!fO'#GaO$2hQtO,5<SO$)nQdO'#FmOOQS,5<W,5<WOOQS'#Fd'#FdO$3YQdO,5;|O$3_QdO,5;|OOQS'#Fg'#FgO$)nQdO'#G`O$4PQdO,5<QO$4kQdO,5>tO$4{QdO,5>tO1XQdO,5<PO$5^QdO,5<TO$5cQdO,5<TO$)nQdO'#I[O$5hQdO'#I[O$5mQdO,5<UOOQS,5<V,5<VO0rQdO'#FpOOQU1G1e1G1eO4iQdO1G1eOOQSAN@pAN@pO$5rQdOG27wO$6SQdO,59}OOQS1G3d1G3dOOOO<<MX<<MXOOQS,5<{,5<{OOQS-E:_-E:_O$6XQtO'#FaO$6`QdO'#I]O$6nQdO'#I]O$6vQdO,5<XOOQS1G1h1G1hO$6{QdO1G1hO$7QQdO,5<zOOQS-E:^-E:^O$7lQdO,5=OO$8TQdO1G4`OOQS-E:b-E:bOOQS1G1k1G1kOOQS1G1o1G1oO$8eQdO,5>vO$)nQdO,5>vOOQS1G1p1G1pOOQS,5<[,5<[OOQU7+'P7+'PO$+zQdO1G/iO$)nQdO,5<YO$8sQdO,5>wO$8zQdO,5>wOOQS1G1s1G1sOOQS7+'S7+'SP$)nQdO'#GdO$9SQdO1G4bO$9^QdO1G4bO$9fQdO1G4bOOQS7+%T7+%TO$9tQdO1G1tO$:SQtO'#FaO$:ZQdO,5<}OOQS,5<},5<}O$:iQdO1G4cOOQS-E:a-E:aO$)nQdO,5<|O$:pQdO,5<|O$:uQdO7+)|OOQS-E:`-E:`O$;PQdO7+)|O$)nQdO,5<ZP$)nQdO'#GcO$;XQdO1G2hO$)nQdO1G2hP$;gQdO'#GbO$;nQdO<<MhO$;xQdO1G1uO$<WQdO7+(SO8vQdO'#C}O8vQdO,59bO8vQdO,59bO8vQdO,59bO$<fQtO,5=`O8vQdO1G.|O0rQdO1G/XO0rQdO7+$pP$<yQdO'#GOO'vQdO'#GtO$=WQdO,59bO$=]QdO,59bO$=dQdO,59mO$=iQdO1G/UO1sQdO'#DRO8vQdO,59j",
  stateData: "$>S~O%cOS%^OSSOS%]PQ~OPdOVaOfoOhYOopOs!POvqO!PrO!Q{O!T!SO!U!RO!XZO!][O!h`O!r`O!s`O!t`O!{tO!}uO#PvO#RwO#TxO#XyO#ZzO#^|O#_|O#a}O#c!OO#l!QO#o!TO#s!UO#u!VO#z!WO#}hO$P!XO%oRO%pRO%tSO%uWO&Z]O&[]O&]]O&^]O&_]O&`]O&a]O&b]O&c^O&d^O&e^O&f^O&g^O&h^O&i^O&j^O~O%]!YO~OV!aO_!aOa!bOh!iO!X!kO!f!mO%j![O%k!]O%l!^O%m!_O%n!_O%o!`O%p!`O%q!aO%r!aO%s!aO~Ok%xXl%xXm%xXn%xXo%xXp%xXs%xXz%xX{%xX!x%xX#g%xX%[%xX%_%xX%z%xXg%xX!T%xX!U%xX%{%xX!W%xX![%xX!Q%xX#[%xXt%xX!m%xX~P%SOfoOhYO!XZO!][O!h`O!r`O!s`O!t`O%oRO%pRO%tSO%uWO&Z]O&[]O&]]O&^]O&_]O&`]O&a]O&b]O&c^O&d^O&e^O&f^O&g^O&h^O&i^O&j^O~Oz%wX{%wX#g%wX%[%wX%_%wX%z%wX~Ok!pOl!qOm!oOn!oOo!rOp!sOs!tO!x%wX~P)pOV!zOg!|Oo0cOv0qO!PrO~P'vOV#OOo0cOv0qO!W#PO~P'vOV#SOa#TOo0cOv0qO![#UO~P'vOQ#XO%`#XO%a#ZO~OQ#^OR#[O%`#^O%a#`O~OV%iX_%iXa%iXh%iXk%iXl%iXm%iXn%iXo%iXp%iXs%iXz%iX!X%iX!f%iX%j%iX%k%iX%l%iX%m%iX%n%iX%o%iX%p%iX%q%iX%r%iX%s%iXg%iX!T%iX!U%iX~O&Z]O&[]O&]]O&^]O&_]O&`]O&a]O&b]O&c^O&d^O&e^O&f^O&g^O&h^O&i^O&j^O{%iX!x%iX#g%iX%[%iX%_%iX%z%iX%{%iX!W%iX![%iX!Q%iX#[%iXt%iX!m%iX~P,eOz#dO{%hX!x%hX#g%hX%[%hX%_%hX%z%hX~Oo0cOv0qO~P'vO#g#gO%[#iO%_#iO~O%uWO~O!T#nO#u!VO#z!WO#}hO~OopO~P'vOV#sOa#tO%uWO{wP~OV#xOo0cOv0qO!Q#yO~P'vO{#{O!x$QO%z#|O#g!yX%[!yX%_!yX~OV#xOo0cOv0qO#g#SX%[#SX%_#SX~P'vOo0cOv0qO#g#WX%[#WX%_#WX~P'vOh$WO%uWO~O!f$YO!r$YO%uWO~OV$eO~P'vO!U$gO#s$hO#u$iO~O{$jO~OV$qO~P'vOS$sO%[$rO%_$rO%c$tO~OV$}Oa$}Og%POo0cOv0qO~P'vOo0cOv0qO{%SO~P'vO&Y%UO~Oa!bOh!iO!X!kO!f!mOVba_bakbalbambanbaobapbasbazba{ba!xba#gba%[ba%_ba%jba%kba%lba%mba%nba%oba%pba%qba%rba%sba%zbagba!Tba!Uba%{ba!Wba![ba!Qba#[batba!mba~On%ZO~Oo%ZO~P'vOo0cO~P'vOk0eOl0fOm0dOn0dOo0mOp0nOs0rOg%wX!T%wX!U%wX%{%wX!W%wX![%wX!Q%wX#[%wX!m%wX~P)pO%{%]Og%vXz%vX!T%vX!U%vX!W%vX{%vX~Og%_Oz%`O!T%dO!U%cO~Og%_O~Oz%gO!T%dO!U%cO!W&SX~O!W%kO~Oz%lO{%nO!T%dO!U%cO![%}X~O![%rO~O![%sO~OQ#XO%`#XO%a%uO~OV%wOo0cOv0qO!PrO~P'vOQ#^OR#[O%`#^O%a%zO~OV!qa_!qaa!qah!qak!qal!qam!qan!qao!qap!qas!qaz!qa{!qa!X!qa!f!qa!x!qa#g!qa%[!qa%_!qa%j!qa%k!qa%l!qa%m!qa%n!qa%o!qa%p!qa%q!qa%r!qa%s!qa%z!qag!qa!T!qa!U!qa%{!qa!W!qa![!qa!Q!qa#[!qat!qa!m!qa~P#yOz%|O{%ha!x%ha#g%ha%[%ha%_%ha%z%ha~P%SOV&OOopOvqO{%ha!x%ha#g%ha%[%ha%_%ha%z%ha~P'vOz%|O{%ha!x%ha#g%ha%[%ha%_%ha%z%ha~OPdOVaOopOvqO!PrO!Q{O!{tO!}uO#PvO#RwO#TxO#XyO#ZzO#^|O#_|O#a}O#c!OO#g$zX%[$zX%_$zX~P'vO#g#gO%[&TO%_&TO~O!f&UOh&sX%[&sXz&sX#[&sX#g&sX%_&sX#Z&sXg&sX~Oh!iO%[&WO~Okealeameaneaoeapeaseazea{ea!xea#gea%[ea%_ea%zeagea!Tea!Uea%{ea!Wea![ea!Qea#[eatea!mea~P%SOsqazqa{qa#gqa%[qa%_qa%zqa~Ok!pOl!qOm!oOn!oOo!rOp!sO!xqa~PEcO%z&YOz%yX{%yX~O%uWOz%yX{%yX~Oz&]O{wX~O{&_O~Oz%lO#g%}X%[%}X%_%}Xg%}X{%}X![%}X!m%}X%z%}X~OV0lOo0cOv0qO!PrO~P'vO%z#|O#gUa%[Ua%_Ua~Oz&hO#g&PX%[&PX%_&PXn&PX~P%SOz&kO!Q&jO#g#Wa%[#Wa%_#Wa~Oz&lO#[&nO#g&rX%[&rX%_&rXg&rX~O!f$YO!r$YO#Z&qO%uWO~O#Z&qO~Oz&sO#g&tX%[&tX%_&tX~Oz&uO#g&pX%[&pX%_&pX{&pX~O!X&wO%z&xO~Oz&|On&wX~P%SOn'PO~OPdOVaOopOvqO!PrO!Q{O!{tO!}uO#PvO#RwO#TxO#XyO#ZzO#^|O#_|O#a}O#c!OO%['UO~P'vOt'YO#p'WO#q'XOP#naV#naf#nah#nao#nas#nav#na!P#na!Q#na!T#na!U#na!X#na!]#na!h#na!r#na!s#na!t#na!{#na!}#na#P#na#R#na#T#na#X#na#Z#na#^#na#_#na#a#na#c#na#l#na#o#na#s#na#u#na#z#na#}#na$P#na%X#na%o#na%p#na%t#na%u#na&Z#na&[#na&]#na&^#na&_#na&`#na&a#na&b#na&c#na&d#na&e#na&f#na&g#na&h#na&i#na&j#na%Z#na%_#na~Oz'ZO#[']O{&xX~Oh'_O!X&wO~Oh!iO{$jO!X&wO~O{'eO~P%SO%['hO%_'hO~OS'iO%['hO%_'hO~OV!aO_!aOa!bOh!iO!X!kO!f!mO%l!^O%m!_O%n!_O%o!`O%p!`O%q!aO%r!aO%s!aOkWilWimWinWioWipWisWizWi{Wi!xWi#gWi%[Wi%_Wi%jWi%zWigWi!TWi!UWi%{Wi!WWi![Wi!QWi#[WitWi!mWi~O%k!]O~P!#uO%kWi~P!#uOV!aO_!aOa!bOh!iO!X!kO!f!mO%o!`O%p!`O%q!aO%r!aO%s!aOkWilWimWinWioWipWisWizWi{Wi!xWi#gWi%[Wi%_Wi%jWi%kWi%lWi%zWigWi!TWi!UWi%{Wi!WWi![Wi!QWi#[WitWi!mWi~O%m!_O%n!_O~P!&pO%mWi%nWi~P!&pOa!bOh!iO!X!kO!f!mOkWilWimWinWioWipWisWizWi{Wi!xWi#gWi%[Wi%_Wi%jWi%kWi%lWi%mWi%nWi%oWi%pWi%zWigWi!TWi!UWi%{Wi!WWi![Wi!QWi#[WitWi!mWi~OV!aO_!aO%q!aO%r!aO%s!aO~P!)nOVWi_Wi%qWi%rWi%sWi~P!)nO!T%dO!U%cOg&VXz&VX~O%z'kO%{'kO~P,eOz'mOg&UX~Og'oO~Oz'pO{'rO!W&XX~Oo0cOv0qOz'pO{'sO!W&XX~P'vO!W'uO~Om!oOn!oOo!rOp!sOkjisjizji{ji!xji#gji%[ji%_ji%zji~Ol!qO~P!.aOlji~P!.aOk0eOl0fOm0dOn0dOo0mOp0nO~Ot'wO~P!/jOV'|Og'}Oo0cOv0qO~P'vOg'}Oz(OO~Og(QO~O!U(SO~Og(TOz(OO!T%dO!U%cO~P%SOk0eOl0fOm0dOn0dOo0mOp0nOgqa!Tqa!Uqa%{qa!Wqa![qa!Qqa#[qatqa!mqa~PEcOV'|Oo0cOv0qO!W&Sa~P'vOz(WO!W&Sa~O!W(XO~Oz(WO!T%dO!U%cO!W&Sa~P%SOV(]Oo0cOv0qO![%}a#g%}a%[%}a%_%}ag%}a{%}a!m%}a%z%}a~P'vOz(^O![%}a#g%}a%[%}a%_%}ag%}a{%}a!m%}a%z%}a~O![(aO~Oz(^O!T%dO!U%cO![%}a~P%SOz(dO!T%dO!U%cO![&Ta~P%SOz(gO{&lX![&lX!m&lX%z&lX~O{(kO![(mO!m(nO%z(jO~OV&OOopOvqO{%hi!x%hi#g%hi%[%hi%_%hi%z%hi~P'vOz(pO{%hi!x%hi#g%hi%[%hi%_%hi%z%hi~O!f&UOh&sa%[&saz&sa#[&sa#g&sa%_&sa#Z&sag&sa~O%[(uO~OV#sOa#tO%uWO~Oz&]O{wa~OopOvqO~P'vOz(^O#g%}a%[%}a%_%}ag%}a{%}a![%}a!m%}a%z%}a~P%SOz(zO#g%hX%[%hX%_%hX%z%hX~O%z#|O#gUi%[Ui%_Ui~O#g&Pa%[&Pa%_&Pan&Pa~P'vOz(}O#g&Pa%[&Pa%_&Pan&Pa~O%uWO#g&ra%[&ra%_&rag&ra~Oz)SO#g&ra%[&ra%_&rag&ra~Og)VO~OV)WOh$WO%uWO~O#Z)XO~O%uWO#g&ta%[&ta%_&ta~Oz)ZO#g&ta%[&ta%_&ta~Oo0cOv0qO#g&pa%[&pa%_&pa{&pa~P'vOz)^O#g&pa%[&pa%_&pa{&pa~OV)`Oa)`O%uWO~O%z)eO~Ot)hO#j)gOP#hiV#hif#hih#hio#his#hiv#hi!P#hi!Q#hi!T#hi!U#hi!X#hi!]#hi!h#hi!r#hi!s#hi!t#hi!{#hi!}#hi#P#hi#R#hi#T#hi#X#hi#Z#hi#^#hi#_#hi#a#hi#c#hi#l#hi#o#hi#s#hi#u#hi#z#hi#}#hi$P#hi%X#hi%o#hi%p#hi%t#hi%u#hi&Z#hi&[#hi&]#hi&^#hi&_#hi&`#hi&a#hi&b#hi&c#hi&d#hi&e#hi&f#hi&g#hi&h#hi&i#hi&j#hi%Z#hi%_#hi~Ot)iOP#kiV#kif#kih#kio#kis#kiv#ki!P#ki!Q#ki!T#ki!U#ki!X#ki!]#ki!h#ki!r#ki!s#ki!t#ki!{#ki!}#ki#P#ki#R#ki#T#ki#X#ki#Z#ki#^#ki#_#ki#a#ki#c#ki#l#ki#o#ki#s#ki#u#ki#z#ki#}#ki$P#ki%X#ki%o#ki%p#ki%t#ki%u#ki&Z#ki&[#ki&]#ki&^#ki&_#ki&`#ki&a#ki&b#ki&c#ki&d#ki&e#ki&f#ki&g#ki&h#ki&i#ki&j#ki%Z#ki%_#ki~OV)kOn&wa~P'vOz)lOn&wa~Oz)lOn&wa~P%SOn)pO~O%Y)tO~Ot)wO#p'WO#q)vOP#niV#nif#nih#nio#nis#niv#ni!P#ni!Q#ni!T#ni!U#ni!X#ni!]#ni!h#ni!r#ni!s#ni!t#ni!{#ni!}#ni#P#ni#R#ni#T#ni#X#ni#Z#ni#^#ni#_#ni#a#ni#c#ni#l#ni#o#ni#s#ni#u#ni#z#ni#}#ni$P#ni%X#ni%o#ni%p#ni%t#ni%u#ni&Z#ni&[#ni&]#ni&^#ni&_#ni&`#ni&a#ni&b#ni&c#ni&d#ni&e#ni&f#ni&g#ni&h#ni&i#ni&j#ni%Z#ni%_#ni~OV)zOo0cOv0qO{$jO~P'vOo0cOv0qO{&xa~P'vOz*OO{&xa~OV*SOa*TOg*WO%q*UO%uWO~O{$jO&{*YO~Oh'_O~Oh!iO{$jO~O%[*_O~O%[*aO%_*aO~OV$}Oa$}Oo0cOv0qOg&Ua~P'vOz*dOg&Ua~Oo0cOv0qO{*gO!W&Xa~P'vOz*hO!W&Xa~Oo0cOv0qOz*hO{*kO!W&Xa~P'vOo0cOv0qOz*hO!W&Xa~P'vOz*hO{*kO!W&Xa~Om0dOn0dOo0mOp0nOgjikjisjizji!Tji!Uji%{ji!Wji{ji![ji#gji%[ji%_ji!Qji#[jitji!mji%zji~Ol0fO~P!NkOlji~P!NkOV'|Og*pOo0cOv0qO~P'vOn*rO~Og*pOz*tO~Og*uO~OV'|Oo0cOv0qO!W&Si~P'vOz*vO!W&Si~O!W*wO~OV(]Oo0cOv0qO![%}i#g%}i%[%}i%_%}ig%}i{%}i!m%}i%z%}i~P'vOz*zO!T%dO!U%cO![&Ti~Oz*}O![%}i#g%}i%[%}i%_%}ig%}i{%}i!m%}i%z%}i~O![+OO~Oa+QOo0cOv0qO![&Ti~P'vOz*zO![&Ti~O![+SO~OV+UOo0cOv0qO{&la![&la!m&la%z&la~P'vOz+VO{&la![&la!m&la%z&la~O!]+YO&n+[O![!nX~O![+^O~O{(kO![+_O~O{(kO![+_O!m+`O~OV&OOopOvqO{%hq!x%hq#g%hq%[%hq%_%hq%z%hq~P'vOz$ri{$ri!x$ri#g$ri%[$ri%_$ri%z$ri~P%SOV&OOopOvqO~P'vOV&OOo0cOv0qO#g%ha%[%ha%_%ha%z%ha~P'vOz+aO#g%ha%[%ha%_%ha%z%ha~Oz$ia#g$ia%[$ia%_$ian$ia~P%SO#g&Pi%[&Pi%_&Pin&Pi~P'vOz+dO#g#Wq%[#Wq%_#Wq~O#[+eOz$va#g$va%[$va%_$vag$va~O%uWO#g&ri%[&ri%_&rig&ri~Oz+gO#g&ri%[&ri%_&rig&ri~OV+iOh$WO%uWO~O%uWO#g&ti%[&ti%_&ti~Oo0cOv0qO#g&pi%[&pi%_&pi{&pi~P'vO{#{Oz#eX!W#eX~Oz+mO!W&uX~O!W+oO~Ot+rO#j)gOP#hqV#hqf#hqh#hqo#hqs#hqv#hq!P#hq!Q#hq!T#hq!U#hq!X#hq!]#hq!h#hq!r#hq!s#hq!t#hq!{#hq!}#hq#P#hq#R#hq#T#hq#X#hq#Z#hq#^#hq#_#hq#a#hq#c#hq#l#hq#o#hq#s#hq#u#hq#z#hq#}#hq$P#hq%X#hq%o#hq%p#hq%t#hq%u#hq&Z#hq&[#hq&]#hq&^#hq&_#hq&`#hq&a#hq&b#hq&c#hq&d#hq&e#hq&f#hq&g#hq&h#hq&i#hq&j#hq%Z#hq%_#hq~On$|az$|a~P%SOV)kOn&wi~P'vOz+yOn&wi~Oz,TO{$jO#[,TO~O#q,VOP#nqV#nqf#nqh#nqo#nqs#nqv#nq!P#nq!Q#nq!T#nq!U#nq!X#nq!]#nq!h#nq!r#nq!s#nq!t#nq!{#nq!}#nq#P#nq#R#nq#T#nq#X#nq#Z#nq#^#nq#_#nq#a#nq#c#nq#l#nq#o#nq#s#nq#u#nq#z#nq#}#nq$P#nq%X#nq%o#nq%p#nq%t#nq%u#nq&Z#nq&[#nq&]#nq&^#nq&_#nq&`#nq&a#nq&b#nq&c#nq&d#nq&e#nq&f#nq&g#nq&h#nq&i#nq&j#nq%Z#nq%_#nq~O#[,WOz%Oa{%Oa~Oo0cOv0qO{&xi~P'vOz,YO{&xi~O{#{O%z,[Og&zXz&zX~O%uWOg&zXz&zX~Oz,`Og&yX~Og,bO~O%Y,eO~O!T%dO!U%cOg&Viz&Vi~OV$}Oa$}Oo0cOv0qOg&Ui~P'vO{,hOz$la!W$la~Oo0cOv0qO{,iOz$la!W$la~P'vOo0cOv0qO{*gO!W&Xi~P'vOz,lO!W&Xi~Oo0cOv0qOz,lO!W&Xi~P'vOz,lO{,oO!W&Xi~Og$hiz$hi!W$hi~P%SOV'|Oo0cOv0qO~P'vOn,qO~OV'|Og,rOo0cOv0qO~P'vOV'|Oo0cOv0qO!W&Sq~P'vOz$gi![$gi#g$gi%[$gi%_$gig$gi{$gi!m$gi%z$gi~P%SOV(]Oo0cOv0qO~P'vOa+QOo0cOv0qO![&Tq~P'vOz,sO![&Tq~O![,tO~OV(]Oo0cOv0qO![%}q#g%}q%[%}q%_%}qg%}q{%}q!m%}q%z%}q~P'vO{,uO~OV+UOo0cOv0qO{&li![&li!m&li%z&li~P'vOz,zO{&li![&li!m&li%z&li~O!]+YO&n+[O![!na~O{(kO![,}O~OV&OOo0cOv0qO#g%hi%[%hi%_%hi%z%hi~P'vOz-OO#g%hi%[%hi%_%hi%z%hi~O%uWO#g&rq%[&rq%_&rqg&rq~Oz-RO#g&rq%[&rq%_&rqg&rq~OV)`Oa)`O%uWO!W&ua~Oz-TO!W&ua~On$|iz$|i~P%SOV)kO~P'vOV)kOn&wq~P'vOt-XOP#myV#myf#myh#myo#mys#myv#my!P#my!Q#my!T#my!U#my!X#my!]#my!h#my!r#my!s#my!t#my!{#my!}#my#P#my#R#my#T#my#X#my#Z#my#^#my#_#my#a#my#c#my#l#my#o#my#s#my#u#my#z#my#}#my$P#my%X#my%o#my%p#my%t#my%u#my&Z#my&[#my&]#my&^#my&_#my&`#my&a#my&b#my&c#my&d#my&e#my&f#my&g#my&h#my&i#my&j#my%Z#my%_#my~O%Z-]O%_-]O~P`O#q-^OP#nyV#nyf#nyh#nyo#nys#nyv#ny!P#ny!Q#ny!T#ny!U#ny!X#ny!]#ny!h#ny!r#ny!s#ny!t#ny!{#ny!}#ny#P#ny#R#ny#T#ny#X#ny#Z#ny#^#ny#_#ny#a#ny#c#ny#l#ny#o#ny#s#ny#u#ny#z#ny#}#ny$P#ny%X#ny%o#ny%p#ny%t#ny%u#ny&Z#ny&[#ny&]#ny&^#ny&_#ny&`#ny&a#ny&b#ny&c#ny&d#ny&e#ny&f#ny&g#ny&h#ny&i#ny&j#ny%Z#ny%_#ny~Oz-aO{$jO#[-aO~Oo0cOv0qO{&xq~P'vOz-dO{&xq~O%z,[Og&zaz&za~O{#{Og&zaz&za~OV*SOa*TO%q*UO%uWOg&ya~Oz-hOg&ya~O$S-lO~OV$}Oa$}Oo0cOv0qO~P'vOo0cOv0qO{-mOz$li!W$li~P'vOo0cOv0qOz$li!W$li~P'vO{-mOz$li!W$li~Oo0cOv0qO{*gO~P'vOo0cOv0qO{*gO!W&Xq~P'vOz-pO!W&Xq~Oo0cOv0qOz-pO!W&Xq~P'vOs-sO!T%dO!U%cOg&Oq!W&Oq![&Oqz&Oq~P!/jOa+QOo0cOv0qO![&Ty~P'vOz$ji![$ji~P%SOa+QOo0cOv0qO~P'vOV+UOo0cOv0qO~P'vOV+UOo0cOv0qO{&lq![&lq!m&lq%z&lq~P'vO{(kO![-xO!m-yO%z-wO~OV&OOo0cOv0qO#g%hq%[%hq%_%hq%z%hq~P'vO%uWO#g&ry%[&ry%_&ryg&ry~OV)`Oa)`O%uWO!W&ui~Ot-}OP#m!RV#m!Rf#m!Rh#m!Ro#m!Rs#m!Rv#m!R!P#m!R!Q#m!R!T#m!R!U#m!R!X#m!R!]#m!R!h#m!R!r#m!R!s#m!R!t#m!R!{#m!R!}#m!R#P#m!R#R#m!R#T#m!R#X#m!R#Z#m!R#^#m!R#_#m!R#a#m!R#c#m!R#l#m!R#o#m!R#s#m!R#u#m!R#z#m!R#}#m!R$P#m!R%X#m!R%o#m!R%p#m!R%t#m!R%u#m!R&Z#m!R&[#m!R&]#m!R&^#m!R&_#m!R&`#m!R&a#m!R&b#m!R&c#m!R&d#m!R&e#m!R&f#m!R&g#m!R&h#m!R&i#m!R&j#m!R%Z#m!R%_#m!R~Oo0cOv0qO{&xy~P'vOV*SOa*TO%q*UO%uWOg&yi~O$S-lO%Z.VO%_.VO~OV.aOh._O!X.^O!].`O!h.YO!s.[O!t.[O%p.XO%uWO&Z]O&[]O&]]O&^]O&_]O&`]O&a]O&b]O~Oo0cOv0qOz$lq!W$lq~P'vO{.fOz$lq!W$lq~Oo0cOv0qO{*gO!W&Xy~P'vOz.gO!W&Xy~Oo0cOv.kO~P'vOs-sO!T%dO!U%cOg&Oy!W&Oy![&Oyz&Oy~P!/jO{(kO![.nO~O{(kO![.nO!m.oO~OV*SOa*TO%q*UO%uWO~Oh.tO!f.rOz$TX#[$TX%j$TXg$TX~Os$TX{$TX!W$TX![$TX~P$-bO%o.vO%p.vOs$UXz$UX{$UX#[$UX%j$UX!W$UXg$UX![$UX~O!h.xO~Oz.|O#[/OO%j.yOs&|X{&|X!W&|Xg&|X~Oa/RO~P$)zOh.tOs&}Xz&}X{&}X#[&}X%j&}X!W&}Xg&}X![&}X~Os/VO{$jO~Oo0cOv0qOz$ly!W$ly~P'vOo0cOv0qO{*gO!W&X!R~P'vOz/ZO!W&X!R~Og&RXs&RX!T&RX!U&RX!W&RX![&RXz&RX~P!/jOs-sO!T%dO!U%cOg&Qa!W&Qa![&Qaz&Qa~O{(kO![/^O~O!f.rOh$[as$[az$[a{$[a#[$[a%j$[a!W$[ag$[a![$[a~O!h/eO~O%o.vO%p.vOs$Uaz$Ua{$Ua#[$Ua%j$Ua!W$Uag$Ua![$Ua~O%j.yOs$Yaz$Ya{$Ya#[$Ya!W$Yag$Ya![$Ya~Os&|a{&|a!W&|ag&|a~P$)nOz/jOs&|a{&|a!W&|ag&|a~O!W/mO~Og/mO~O{/oO~O![/pO~Oo0cOv0qO{*gO!W&X!Z~P'vO{/sO~O%z/tO~P$-bOz/uO#[/OO%j.yOg'PX~Oz/uOg'PX~Og/wO~O!h/xO~O#[/OOs%Saz%Sa{%Sa%j%Sa!W%Sag%Sa![%Sa~O#[/OO%j.yOs%Waz%Wa{%Wa!W%Wag%Wa~Os&|i{&|i!W&|ig&|i~P$)nOz/zO#[/OO%j.yO!['Oa~Og'Pa~P$)nOz0SOg'Pa~Oa0UO!['Oi~P$)zOz0WO!['Oi~Oz0WO#[/OO%j.yO!['Oi~O#[/OO%j.yOg$biz$bi~O%z0ZO~P$-bO#[/OO%j.yOg%Vaz%Va~Og'Pi~P$)nO{0^O~Oa0UO!['Oq~P$)zOz0`O!['Oq~O#[/OO%j.yOz%Ui![%Ui~Oa0UO~P$)zOa0UO!['Oy~P$)zO#[/OO%j.yOg$ciz$ci~O#[/OO%j.yOz%Uq![%Uq~Oz+aO#g%ha%[%ha%_%ha%z%ha~P%SOV&OOo0cOv0qO~P'vOn0hO~Oo0hO~P'vO{0iO~Ot0jO~P!/jO&]&Z&j&h&i&g&f&d&e&c&b&`&a&_&^&[%u~",
  goto: "!=j'QPPPPPP'RP'Z*s+[+t,_,y-fP.SP'Z.r.r'ZPPP'Z2[PPPPPP2[5PPP5PP7b7k=sPP=v>h>kPP'Z'ZPP>zPP'Z'ZPP'Z'Z'Z'Z'Z?O?w'ZP?zP@QDXGuGyPG|HWH['ZPPPH_Hk'RP'R'RP'RP'RP'RP'RP'R'R'RP'RPP'RPP'RP'RPHqH}IVPI^IdPI^PI^I^PPPI^PKrPK{LVL]KrPI^LfPI^PLmLsPLwM]MzNeLwLwNkNxLwLwLwLw! ^! d! g! l! o! y!!P!!]!!o!!u!#P!#V!#s!#y!$P!$Z!$a!$g!$y!%T!%Z!%a!%k!%q!%w!%}!&T!&Z!&e!&k!&u!&{!'U!'[!'k!'s!'}!(UPPPPPPPPPPP!([!(_!(e!(n!(x!)TPPPPPPPPPPPP!-u!/Z!3^!6oPP!6w!7W!7a!8Y!8P!8c!8i!8l!8o!8r!8z!9jPPPPPPPPPPPPPPPPP!9m!9q!9wP!:]!:a!:m!:v!;S!;j!;m!;p!;v!;|!<S!<VP!<_!<h!=d!=g]eOn#g$j)t,P'}`OTYZ[adnoprtxy}!P!Q!R!U!X!c!d!e!f!g!h!i!k!o!p!q!s!t!z#O#S#T#[#d#g#x#y#{#}$Q$e$g$h$j$q$}%S%Z%^%`%c%g%l%n%w%|&O&Z&_&h&j&k&u&x&|'P'W'Z'l'm'p'r's'w'|(O(S(W(](^(d(g(p(r(z(})^)e)g)k)l)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+Q+U+V+Y+a+c+d+k+x+y,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0l0n0r{!cQ#c#p$R$d$p%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g}!dQ#c#p$R$d$p$u%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g!P!eQ#c#p$R$d$p$u$v%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g!R!fQ#c#p$R$d$p$u$v$w%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g!T!gQ#c#p$R$d$p$u$v$w$x%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g!V!hQ#c#p$R$d$p$u$v$w$x$y%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g!Z!hQ!n#c#p$R$d$p$u$v$w$x$y$z%e%j%p%q&`'O'g(q(|)j*o*x+w,v0g'}TOTYZ[adnoprtxy}!P!Q!R!U!X!c!d!e!f!g!h!i!k!o!p!q!s!t!z#O#S#T#[#d#g#x#y#{#}$Q$e$g$h$j$q$}%S%Z%^%`%c%g%l%n%w%|&O&Z&_&h&j&k&u&x&|'P'W'Z'l'm'p'r's'w'|(O(S(W(](^(d(g(p(r(z(})^)e)g)k)l)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+Q+U+V+Y+a+c+d+k+x+y,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0l0n0r&eVOYZ[dnprxy}!P!Q!U!i!k!o!p!q!s!t#[#d#g#y#{#}$Q$h$j$}%S%Z%^%`%g%l%n%w%|&Z&_&j&k&u&x'P'W'Z'l'm'p'r's'w(O(W(^(d(g(p(r(z)^)e)g)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+U+V+Y+a+d+k,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0n0r%oXOYZ[dnrxy}!P!Q!U!i!k#[#d#g#y#{#}$Q$h$j$}%S%^%`%g%l%n%w%|&Z&_&j&k&u&x'P'W'Z'l'm'p'r's'w(O(W(^(d(g(p(r(z)^)e)g)p)t)z*O*Y*d*g*h*k*q*t*v*y*z*}+U+V+Y+a+d+k,P,X,Y,],g,h,i,k,l,o,s,u,w,y,z-O-d-f-m-p.f.g/V/Z0i0j0kQ#vqQ/[.kR0o0q't`OTYZ[adnoprtxy}!P!Q!R!U!X!c!d!e!f!g!h!k!o!p!q!s!t!z#O#S#T#[#d#g#x#y#{#}$Q$e$g$h$j$q$}%S%Z%^%`%c%g%l%n%w%|&O&Z&_&h&j&k&u&x&|'P'W'Z'l'p'r's'w'|(O(S(W(](^(d(g(p(r(z(})^)e)g)k)l)p)t)z*O*Y*g*h*k*q*r*t*v*y*z*}+Q+U+V+Y+a+c+d+k+x+y,P,X,Y,],h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0l0n0rh#jhz{$W$Z&l&q)S)X+f+g-RW#rq&].k0qQ$]|Q$a!OQ$n!VQ$o!WW$|!i'm*d,gS&[#s#tQ'S$iQ(s&UQ)U&nU)Y&s)Z+jW)a&w+m-T-{Q*Q']W*R'_,`-h.TQ+l)`S,_*S*TQ-Q+eQ-_,TQ-c,WQ.R-al.W-l.^._.a.z.|/R/j/o/t/y0U0Z0^Q/S.`Q/a.tQ/l/OU0P/u0S0[X0V/z0W0_0`R&Z#r!_!wYZ!P!Q!k%S%`%g'p'r's(O(W)g*g*h*k*q*t*v,h,i,k,l,o-m-p.f.g/ZR%^!vQ!{YQ%x#[Q&d#}Q&g$QR,{+YT.j-s/s!Y!jQ!n#c#p$R$d$p$u$v$w$x$y$z%e%j%p%q&`'O'g(q(|)j*o*x+w,v0gQ&X#kQ'c$oR*^'dR'l$|Q%V!mR/_.r'|_OTYZ[adnoprtxy}!P!Q!R!U!X!c!d!e!f!g!h!i!k!o!p!q!s!t!z#O#S#T#[#d#g#x#y#{#}$Q$e$g$h$j$q$}%S%Z%^%`%c%g%l%n%w%|&O&Z&_&h&j&k&u&x&|'P'W'Z'l'm'p'r's'w'|(O(S(W(](^(d(g(p(r(z(})^)e)g)k)l)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+Q+U+V+Y+a+c+d+k+x+y,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0l0n0rS#a_#b!P.[-l.^._.`.a.t.z.|/R/j/o/t/u/y/z0S0U0W0Z0[0^0_0`'|_OTYZ[adnoprtxy}!P!Q!R!U!X!c!d!e!f!g!h!i!k!o!p!q!s!t!z#O#S#T#[#d#g#x#y#{#}$Q$e$g$h$j$q$}%S%Z%^%`%c%g%l%n%w%|&O&Z&_&h&j&k&u&x&|'P'W'Z'l'm'p'r's'w'|(O(S(W(](^(d(g(p(r(z(})^)e)g)k)l)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+Q+U+V+Y+a+c+d+k+x+y,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0l0n0rT#a_#bT#^^#_R(o%xa(l%x(n(o+`,{-y-z.oT+[(k+]R-z,{Q$PsQ+l)aQ,^*RR-e,_X#}s$O$P&fQ&y$aQ'a$nQ'd$oR)s'SQ)b&wV-S+m-T-{ZgOn$j)t,PXkOn)t,PQ$k!TQ&z$bQ&{$cQ'^$mQ'b$oQ)q'RQ)x'WQ){'XQ)|'YQ*Z'`S*]'c'dQ+s)gQ+u)hQ+v)iQ+z)oS+|)r*[Q,Q)vQ,R)wS,S)y)zQ,d*^Q-V+rQ-W+tQ-Y+{S-Z+},OQ-`,UQ-b,VQ-|-XQ.O-[Q.P-^Q.Q-_Q.p-}Q.q.RQ/W.dR/r/XWkOn)t,PR#mjQ'`$nS)r'S'aR,O)sQ,]*RR-f,^Q*['`Q+})rR-[,OZiOjn)t,PQ'f$pR*`'gT-j,e-ku.c-l.^._.a.t.z.|/R/j/o/t/u/y0S0U0Z0[0^t.c-l.^._.a.t.z.|/R/j/o/t/u/y0S0U0Z0[0^Q/S.`X0V/z0W0_0`!P.Z-l.^._.`.a.t.z.|/R/j/o/t/u/y/z0S0U0W0Z0[0^0_0`Q.w.YR/f.xg.z.].{/b/i/n/|0O0Q0]0a0bu.b-l.^._.a.t.z.|/R/j/o/t/u/y0S0U0Z0[0^X.u.W.b/a0PR/c.tV0R/u0S0[R/X.dQnOS#on,PR,P)tQ&^#uR(x&^S%m#R#wS(_%m(bT(b%p&`Q%a!yQ%h!}W(P%a%h(U(YQ(U%eR(Y%jQ&i$RR)O&iQ(e%qQ*{(`T+R(e*{Q'n%OR*e'nS'q%R%SY*i'q*j,m-q.hU*j'r's'tU,m*k*l*mS-q,n,oR.h-rQ#Y]R%t#YQ#_^R%y#_Q(h%vS+W(h+XR+X(iQ+](kR,|+]Q#b_R%{#bQ#ebQ%}#cW&Q#e%}({+bQ({&cR+b0gQ$OsS&e$O&fR&f$PQ&v$_R)_&vQ&V#jR(t&VQ&m$VS)T&m+hR+h)UQ$Z{R&p$ZQ&t$]R)[&tQ+n)bR-U+nQ#hfR&S#hQ)f&zR+q)fQ&}$dS)m&})nR)n'OQ'V$kR)u'VQ'[$lS*P'[,ZR,Z*QQ,a*VR-i,aWjOn)t,PR#ljQ-k,eR.U-kd.{.]/b/i/n/|0O0Q0]0a0bR/h.{U.s.W/a0PR/`.sQ/{/nS0X/{0YR0Y/|S/v/b/cR0T/vQ.}.]R/k.}R!ZPXmOn)t,PWlOn)t,PR'T$jYfOn$j)t,PR&R#g[sOn#g$j)t,PR&d#}&dQOYZ[dnprxy}!P!Q!U!i!k!o!p!q!s!t#[#d#g#y#{#}$Q$h$j$}%S%Z%^%`%g%l%n%w%|&Z&_&j&k&u&x'P'W'Z'l'm'p'r's'w(O(W(^(d(g(p(r(z)^)e)g)p)t)z*O*Y*d*g*h*k*q*r*t*v*y*z*}+U+V+Y+a+d+k,P,X,Y,],g,h,i,k,l,o,q,s,u,w,y,z-O-d-f-m-p-s.f.g/V/Z/s0c0d0e0f0h0i0j0k0n0rQ!nTQ#caQ#poU$Rt%c(SS$d!R$gQ$p!XQ$u!cQ$v!dQ$w!eQ$x!fQ$y!gQ$z!hQ%e!zQ%j#OQ%p#SQ%q#TQ&`#xQ'O$eQ'g$qQ(q&OU(|&h(}+cW)j&|)l+x+yQ*o'|Q*x(]Q+w)kQ,v+QR0g0lQ!yYQ!}ZQ$b!PQ$c!QQ%R!kQ't%S^'{%`%g(O(W*q*t*v^*f'p*h,k,l-p.g/ZQ*l'rQ*m'sQ+t)gQ,j*gQ,n*kQ-n,hQ-o,iQ-r,oQ.e-mR/Y.f[bOn#g$j)t,P!^!vYZ!P!Q!k%S%`%g'p'r's(O(W)g*g*h*k*q*t*v,h,i,k,l,o-m-p.f.g/ZQ#R[Q#fdS#wrxQ$UyW$_}$Q'P)pS$l!U$hW${!i'm*d,gS%v#[+Y`&P#d%|(p(r(z+a-O0kQ&a#yQ&b#{Q&c#}Q'j$}Q'z%^W([%l(^*y*}Q(`%nQ(i%wQ(v&ZS(y&_0iQ)P&jQ)Q&kU)]&u)^+kQ)d&xQ)y'WY)}'Z*O,X,Y-dQ*b'lS*n'w0jW+P(d*z,s,wW+T(g+V,y,zQ+p)eQ,U)zQ,c*YQ,x+UQ-P+dQ-e,]Q-v,uQ.S-fR/q/VhUOn#d#g$j%|&_'w(p(r)t,P%U!uYZ[drxy}!P!Q!U!i!k#[#y#{#}$Q$h$}%S%^%`%g%l%n%w&Z&j&k&u&x'P'W'Z'l'm'p'r's(O(W(^(d(g(z)^)e)g)p)z*O*Y*d*g*h*k*q*t*v*y*z*}+U+V+Y+a+d+k,X,Y,],g,h,i,k,l,o,s,u,w,y,z-O-d-f-m-p.f.g/V/Z0i0j0kQ#qpW%W!o!s0d0nQ%X!pQ%Y!qQ%[!tQ%f0cS'v%Z0hQ'x0eQ'y0fQ,p*rQ-u,qS.i-s/sR0p0rU#uq.k0qR(w&][cOn#g$j)t,PZ!xY#[#}$Q+YQ#W[Q#zrR$TxQ%b!yQ%i!}Q%o#RQ'j${Q(V%eQ(Z%jQ(c%pQ(f%qQ*|(`Q,f*bQ-t,pQ.m-uR/].lQ$StQ(R%cR*s(SQ.l-sR/}/sR#QZR#V[R%Q!iQ%O!iV*c'm*d,g!Z!lQ!n#c#p$R$d$p$u$v$w$x$y$z%e%j%p%q&`'O'g(q(|)j*o*x+w,v0gR%T!kT#]^#_Q%x#[R,{+YQ(m%xS+_(n(oQ,}+`Q-x,{S.n-y-zR/^.oT+Z(k+]Q$`}Q&g$QQ)o'PR+{)pQ$XzQ)W&qR+i)XQ$XzQ&o$WQ)W&qR+i)XQ#khW$Vz$W&q)XQ$[{Q&r$ZZ)R&l)S+f+g-RR$^|R)c&wXlOn)t,PQ$f!RR'Q$gQ$m!UR'R$hR*X'_Q*V'_V-g,`-h.TQ.d-lQ/P.^R/Q._U.]-l.^._Q/U.aQ/b.tQ/g.zU/i.|/j/yQ/n/RQ/|/oQ0O/tU0Q/u0S0[Q0]0UQ0a0ZR0b0^R/T.`R/d.t",
  nodeNames: "⚠ print Escape { Comment Script AssignStatement * BinaryExpression BitOp BitOp BitOp BitOp ArithOp ArithOp @ ArithOp ** UnaryExpression ArithOp BitOp AwaitExpression await ) ( ParenthesizedExpression BinaryExpression or and CompareOp in not is UnaryExpression ConditionalExpression if else LambdaExpression lambda ParamList VariableName AssignOp , : NamedExpression AssignOp YieldExpression yield from TupleExpression ComprehensionExpression async for LambdaExpression ] [ ArrayExpression ArrayComprehensionExpression } { DictionaryExpression DictionaryComprehensionExpression SetExpression SetComprehensionExpression CallExpression ArgList AssignOp MemberExpression . PropertyName Number String FormatString FormatReplacement FormatSelfDoc FormatConversion FormatSpec FormatReplacement FormatSelfDoc ContinuedString Ellipsis None Boolean TypeDef AssignOp UpdateStatement UpdateOp ExpressionStatement DeleteStatement del PassStatement pass BreakStatement break ContinueStatement continue ReturnStatement return YieldStatement PrintStatement RaiseStatement raise ImportStatement import as ScopeStatement global nonlocal AssertStatement assert TypeDefinition type TypeParamList TypeParam StatementGroup ; IfStatement Body elif WhileStatement while ForStatement TryStatement try except finally WithStatement with FunctionDefinition def ParamList AssignOp TypeDef ClassDefinition class DecoratedStatement Decorator At MatchStatement match MatchBody MatchClause case CapturePattern LiteralPattern ArithOp ArithOp AsPattern OrPattern LogicOp AttributePattern SequencePattern MappingPattern StarPattern ClassPattern PatternArgList KeywordPattern KeywordPattern Guard",
  maxTerm: 277,
  context: trackIndent,
  nodeProps: [
    ["isolate", -5,4,71,72,73,77,""],
    ["group", -15,6,85,87,88,90,92,94,96,98,99,100,102,105,108,110,"Statement Statement",-22,8,18,21,25,40,49,50,56,57,60,61,62,63,64,67,70,71,72,79,80,81,82,"Expression",-10,114,116,119,121,122,126,128,133,135,138,"Statement",-9,143,144,147,148,150,151,152,153,154,"Pattern"],
    ["openedBy", 23,"(",54,"[",58,"{"],
    ["closedBy", 24,")",55,"]",59,"}"]
  ],
  propSources: [pythonHighlighting],
  skippedNodes: [0,4],
  repeatNodeCount: 34,
  tokenData: "!2|~R!`OX%TXY%oY[%T[]%o]p%Tpq%oqr'ars)Yst*xtu%Tuv,dvw-hwx.Uxy/tyz0[z{0r{|2S|}2p}!O3W!O!P4_!P!Q:Z!Q!R;k!R![>_![!]Do!]!^Es!^!_FZ!_!`Gk!`!aHX!a!b%T!b!cIf!c!dJU!d!eK^!e!hJU!h!i!#f!i!tJU!t!u!,|!u!wJU!w!x!.t!x!}JU!}#O!0S#O#P&o#P#Q!0j#Q#R!1Q#R#SJU#S#T%T#T#UJU#U#VK^#V#YJU#Y#Z!#f#Z#fJU#f#g!,|#g#iJU#i#j!.t#j#oJU#o#p!1n#p#q!1s#q#r!2a#r#s!2f#s$g%T$g;'SJU;'S;=`KW<%lOJU`%YT&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%T`%lP;=`<%l%To%v]&n`%c_OX%TXY%oY[%T[]%o]p%Tpq%oq#O%T#O#P&o#P#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To&tX&n`OY%TYZ%oZ]%T]^%o^#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc'f[&n`O!_%T!_!`([!`#T%T#T#U(r#U#f%T#f#g(r#g#h(r#h#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc(cTmR&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc(yT!mR&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk)aV&n`&[ZOr%Trs)vs#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk){V&n`Or%Trs*bs#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk*iT&n`&^ZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To+PZS_&n`OY*xYZ%TZ]*x]^%T^#o*x#o#p+r#p#q*x#q#r+r#r;'S*x;'S;=`,^<%lO*x_+wTS_OY+rZ]+r^;'S+r;'S;=`,W<%lO+r_,ZP;=`<%l+ro,aP;=`<%l*xj,kV%rQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tj-XT!xY&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tj-oV%lQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk.]V&n`&ZZOw%Twx.rx#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk.wV&n`Ow%Twx/^x#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk/eT&n`&]ZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk/{ThZ&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc0cTgR&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk0yXVZ&n`Oz%Tz{1f{!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk1mVaR&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk2ZV%oZ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc2wTzR&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To3_W%pZ&n`O!_%T!_!`-Q!`!a3w!a#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Td4OT&{S&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk4fX!fQ&n`O!O%T!O!P5R!P!Q%T!Q![6T![#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk5WV&n`O!O%T!O!P5m!P#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk5tT!rZ&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti6[a!hX&n`O!Q%T!Q![6T![!g%T!g!h7a!h!l%T!l!m9s!m#R%T#R#S6T#S#X%T#X#Y7a#Y#^%T#^#_9s#_#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti7fZ&n`O{%T{|8X|}%T}!O8X!O!Q%T!Q![8s![#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti8^V&n`O!Q%T!Q![8s![#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti8z]!hX&n`O!Q%T!Q![8s![!l%T!l!m9s!m#R%T#R#S8s#S#^%T#^#_9s#_#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti9zT!hX&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk:bX%qR&n`O!P%T!P!Q:}!Q!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tj;UV%sQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti;ro!hX&n`O!O%T!O!P=s!P!Q%T!Q![>_![!d%T!d!e?q!e!g%T!g!h7a!h!l%T!l!m9s!m!q%T!q!rA]!r!z%T!z!{Bq!{#R%T#R#S>_#S#U%T#U#V?q#V#X%T#X#Y7a#Y#^%T#^#_9s#_#c%T#c#dA]#d#l%T#l#mBq#m#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti=xV&n`O!Q%T!Q![6T![#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti>fc!hX&n`O!O%T!O!P=s!P!Q%T!Q![>_![!g%T!g!h7a!h!l%T!l!m9s!m#R%T#R#S>_#S#X%T#X#Y7a#Y#^%T#^#_9s#_#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti?vY&n`O!Q%T!Q!R@f!R!S@f!S#R%T#R#S@f#S#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Ti@mY!hX&n`O!Q%T!Q!R@f!R!S@f!S#R%T#R#S@f#S#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TiAbX&n`O!Q%T!Q!YA}!Y#R%T#R#SA}#S#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TiBUX!hX&n`O!Q%T!Q!YA}!Y#R%T#R#SA}#S#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TiBv]&n`O!Q%T!Q![Co![!c%T!c!iCo!i#R%T#R#SCo#S#T%T#T#ZCo#Z#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TiCv]!hX&n`O!Q%T!Q![Co![!c%T!c!iCo!i#R%T#R#SCo#S#T%T#T#ZCo#Z#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%ToDvV{_&n`O!_%T!_!`E]!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TcEdT%{R&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkEzT#gZ&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkFbXmR&n`O!^%T!^!_F}!_!`([!`!a([!a#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TjGUV%mQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkGrV%zZ&n`O!_%T!_!`([!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkH`WmR&n`O!_%T!_!`([!`!aHx!a#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TjIPV%nQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkIoV_Q#}P&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%ToJ_]&n`&YS%uZO!Q%T!Q![JU![!c%T!c!}JU!}#R%T#R#SJU#S#T%T#T#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUoKZP;=`<%lJUoKge&n`&YS%uZOr%Trs)Ysw%Twx.Ux!Q%T!Q![JU![!c%T!c!tJU!t!uLx!u!}JU!}#R%T#R#SJU#S#T%T#T#fJU#f#gLx#g#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUoMRa&n`&YS%uZOr%TrsNWsw%Twx! vx!Q%T!Q![JU![!c%T!c!}JU!}#R%T#R#SJU#S#T%T#T#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUkN_V&n`&`ZOr%TrsNts#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%TkNyV&n`Or%Trs! `s#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk! gT&n`&bZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk! }V&n`&_ZOw%Twx!!dx#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!!iV&n`Ow%Twx!#Ox#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!#VT&n`&aZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To!#oe&n`&YS%uZOr%Trs!%Qsw%Twx!&px!Q%T!Q![JU![!c%T!c!tJU!t!u!(`!u!}JU!}#R%T#R#SJU#S#T%T#T#fJU#f#g!(`#g#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUk!%XV&n`&dZOr%Trs!%ns#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!%sV&n`Or%Trs!&Ys#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!&aT&n`&fZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!&wV&n`&cZOw%Twx!'^x#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!'cV&n`Ow%Twx!'xx#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!(PT&n`&eZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To!(ia&n`&YS%uZOr%Trs!)nsw%Twx!+^x!Q%T!Q![JU![!c%T!c!}JU!}#R%T#R#SJU#S#T%T#T#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUk!)uV&n`&hZOr%Trs!*[s#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!*aV&n`Or%Trs!*vs#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!*}T&n`&jZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!+eV&n`&gZOw%Twx!+zx#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!,PV&n`Ow%Twx!,fx#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tk!,mT&n`&iZO#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%To!-Vi&n`&YS%uZOr%TrsNWsw%Twx! vx!Q%T!Q![JU![!c%T!c!dJU!d!eLx!e!hJU!h!i!(`!i!}JU!}#R%T#R#SJU#S#T%T#T#UJU#U#VLx#V#YJU#Y#Z!(`#Z#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUo!.}a&n`&YS%uZOr%Trs)Ysw%Twx.Ux!Q%T!Q![JU![!c%T!c!}JU!}#R%T#R#SJU#S#T%T#T#oJU#p#q%T#r$g%T$g;'SJU;'S;=`KW<%lOJUk!0ZT!XZ&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tc!0qT!WR&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%Tj!1XV%kQ&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%T~!1sO!]~k!1zV%jR&n`O!_%T!_!`-Q!`#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%T~!2fO![~i!2mT%tX&n`O#o%T#p#q%T#r;'S%T;'S;=`%i<%lO%T",
  tokenizers: [legacyPrint, indentation, newlines, strings, 0, 1, 2, 3, 4],
  topRules: {"Script":[0,5]},
  specialized: [{term: 221, get: (value) => spec_identifier[value] || -1}],
  tokenPrec: 7668
});



;// CONCATENATED MODULE: ./lib/validate/read/python-scan.js
function scanPython(text) {
    return new Scanner(text).scan();
}
const words = (list) => new Set(list.split(" "));
const KEYWORDS = words("False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield");
const VALUES = words("False None True");
const COMPOUND = words("if elif else for while try except finally with def class async");
const STATEMENTS = words("assert break class continue def del elif except finally global import nonlocal pass raise return try while with");
const SOFT_KEYWORDS = words("match case type");
const STRING_PREFIX = /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/i;
const UPDATES = words("= += -= *= /= //= %= @= &= |= ^= >>= <<= **= :=");
const BINARY = new Set([...UPDATES, ...words("== != < > <= >= % & | ^ << >> // ->")]);
const HUNGRY = new Set([...BINARY, ...words("+ - ~ @ .")]);
const VALUE_OPERATORS = words("( [ { - + ~ * ** ...");
const VALUE_KEYWORDS = words("None True False not lambda await yield");
const HUNGRY_KEYWORDS = words("and or not in is if elif while with for assert del as import from await global nonlocal");
const OPENING = words("( [ {");
const CLOSING = { ")": "(", "]": "[", "}": "{" };
const NAME = /[\p{ID_Continue}\ufffd]+/uy;
const NUMBER = /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|\.\.\.|->|:=|[-+*/%@&|^=<>!]=|[-+*/%@&|^~=<>()[\]{},:.;]/y;
const NEWLINE = /\r\n?|\n/y;
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
class Scanner {
    text;
    position = 0;
    error;
    isUnsure = false;
    brackets = [];
    indents = [{ column: 0, characters: 0 }];
    bodies = [];
    dots = [];
    globals = new Set();
    body;
    tokens = 0;
    first = "";
    firstAt = 0;
    second = "";
    colons = 0;
    lambdas = 0;
    hasFrom = false;
    hasImport = false;
    headEnd = -1;
    inGlobal = false;
    opened;
    decorator;
    kind = "none";
    last = "";
    lastStart = 0;
    lastEnd = 0;
    lastAtStart = false;
    constructor(text) {
        this.text = text;
    }
    scan() {
        const { text } = this;
        const nul = text.indexOf("\0");
        if (nul >= 0)
            this.fail("has a null byte here", nul, nul + 1);
        let isLineStart = true;
        while (this.position < text.length && !this.isDone()) {
            if (isLineStart && this.brackets.length === 0) {
                isLineStart = false;
                this.indentation();
                if (this.position >= text.length)
                    break;
            }
            const at = this.position;
            const character = text[at] ?? "";
            if (character === " " || character === "\t" || character === "\f")
                this.position++;
            else if (character === "#")
                this.position = this.endOfLine(at);
            else if (character === "\n" || character === "\r") {
                this.newline();
                if (this.brackets.length === 0) {
                    this.endLine();
                    isLineStart = true;
                }
            }
            else if (character === "\\")
                this.continuation(at);
            else
                this.token(at, character);
        }
        return this.finish();
    }
    isDone() {
        return this.isUnsure || (this.error !== undefined && this.brackets.length === 0);
    }
    finish() {
        const open = this.brackets.at(-1);
        if (!this.isUnsure && open && open.at < (this.error?.start ?? Infinity)) {
            this.error = {
                message: `opens a \`${open.text}\` that is never closed`,
                start: open.at,
                end: open.at + 1,
            };
        }
        else if (!this.error && !this.isUnsure) {
            this.endLine();
            this.expectBlock();
            if (this.decorator !== undefined)
                this.failDecorator(this.decorator);
        }
        if (this.body)
            this.closeBody(this.text.length);
        return {
            error: this.error,
            isUnsure: this.isUnsure,
            bodies: this.bodies,
            dots: this.dots,
            globals: this.globals,
        };
    }
    fail(message, start, end) {
        if (!this.isUnsure)
            this.error ??= { message, start, end };
    }
    match(pattern, at) {
        pattern.lastIndex = at;
        return pattern.exec(this.text)?.[0] ?? "";
    }
    endOfLine(from) {
        let at = from;
        for (; at < this.text.length; at++) {
            const code = this.text.charCodeAt(at);
            if (code === 10 || code === 13)
                break;
        }
        return at;
    }
    newline() {
        this.position += this.match(NEWLINE, this.position).length;
    }
    continuation(at) {
        const newline = this.match(NEWLINE, at + 1);
        if (newline === "" && at + 1 < this.text.length) {
            this.fail("has something behind a `\\` that should end the line", at, at + 1);
        }
        this.position = at + 1 + newline.length;
    }
    indentation() {
        const { text } = this;
        const start = this.position;
        let column = 0;
        let characters = 0;
        let at = start;
        for (; at < text.length; at++) {
            const character = text[at];
            if (character === " ") {
                column++;
                characters++;
            }
            else if (character === "\t") {
                column += 8 - (column % 8);
                characters++;
            }
            else if (character === "\f")
                column = characters = 0;
            else
                break;
        }
        this.position = at;
        const character = text[at];
        if (character === undefined || character === "\n" || character === "\r" || character === "#")
            return;
        if (character === "\\")
            this.isUnsure = true;
        this.indent(start, at, { column, characters });
    }
    indent(start, at, indent) {
        const { indents } = this;
        const current = indents.at(-1) ?? indent;
        if (indent.column > current.column) {
            if (indent.characters <= current.characters) {
                this.failTabs(start, at);
                return;
            }
            if (!this.opened) {
                this.fail("is indented without need", start, Math.max(at, start + 1));
                return;
            }
            indents.push(indent);
            if (indents.length > MAX_INDENTS)
                this.fail("is indented too deeply", start, at);
            if (this.opened.isFunction && !this.body)
                this.body = { start, level: indents.length, indent: at - start };
            this.opened = undefined;
            return;
        }
        if (this.opened)
            this.expectBlock();
        while (indents.length > 1 && (indents.at(-1)?.column ?? 0) > indent.column)
            indents.pop();
        if (this.body && indents.length < this.body.level)
            this.closeBody(start);
        const outer = indents.at(-1);
        if (outer?.column !== indent.column)
            this.fail("is indented like no line above it", start, at);
        else if (outer.characters !== indent.characters)
            this.failTabs(start, at);
    }
    failTabs(start, at) {
        this.fail("mixes tabs and spaces in its indentation", start, at);
    }
    expectBlock() {
        const { opened } = this;
        if (!opened)
            return;
        this.fail(`needs an indented block below`, opened.at, opened.at + opened.text.length);
        this.opened = undefined;
    }
    closeBody(end) {
        if (this.body)
            this.bodies.push({ start: this.body.start, end, indent: this.body.indent });
        this.body = undefined;
    }
    endLine() {
        if (this.tokens === 0)
            return;
        const { first, last } = this;
        const isCompound = COMPOUND.has(first);
        if (isCompound && this.colons <= this.lambdas) {
            this.fail("lacks a `:`", this.lastEnd - 1, this.lastEnd);
        }
        else if (this.kind === "operator" && HUNGRY.has(last)) {
            this.fail(`has nothing behind \`${last}\``, this.lastStart, this.lastEnd);
        }
        else if (this.kind === "keyword" && HUNGRY_KEYWORDS.has(last)) {
            this.fail(`has nothing behind \`${last}\``, this.lastStart, this.lastEnd);
        }
        else if (first === "from" && !this.hasImport) {
            this.fail("lacks an `import`", this.lastStart, this.lastEnd);
        }
        else if (last === ":" && !isCompound && !SOFT_KEYWORDS.has(first)) {
            this.fail("has nothing behind `:`", this.lastStart, this.lastEnd);
        }
        if (this.decorator !== undefined && first !== "@" && !["def", "async", "class"].includes(first)) {
            this.failDecorator(this.decorator);
        }
        this.decorator = first === "@" ? this.firstAt : undefined;
        this.opened =
            last === ":"
                ? {
                    text: first,
                    at: this.firstAt,
                    isFunction: first === "def" || (first === "async" && this.second === "def"),
                }
                : undefined;
        this.tokens = this.colons = this.lambdas = 0;
        this.inGlobal = this.hasFrom = this.hasImport = false;
        this.headEnd = -1;
        this.kind = "none";
        this.last = "";
    }
    failDecorator(at) {
        this.fail("has no function below it", at, at + 1);
    }
    token(at, character) {
        const code = character.charCodeAt(0);
        if (character === '"' || character === "'") {
            this.string(at, "");
            return;
        }
        if ((code >= 48 && code <= 57) || (character === "." && python_scan_isDigit(this.text[at + 1]))) {
            this.number(at);
            return;
        }
        const name = this.match(NAME, at);
        if (name !== "") {
            const quote = this.text[at + name.length];
            if ((quote === '"' || quote === "'") && STRING_PREFIX.test(name)) {
                this.string(at, name);
                return;
            }
            this.add(KEYWORDS.has(name) ? "keyword" : "name", name, at, at + name.length);
            return;
        }
        const operator = this.match(OPERATOR, at);
        if (operator !== "") {
            this.operator(operator, at);
            return;
        }
        const wrong = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
        if (/[\p{P}\p{S}\p{Z}\p{Cf}\p{Cc}]/u.test(wrong)) {
            this.fail(`holds ${python_scan_describe(wrong)}, which is no Python`, at, at + wrong.length);
        }
        else
            this.isUnsure = true;
        this.position = at + wrong.length;
    }
    number(at) {
        const number = this.match(NUMBER, at);
        const end = at + number.length;
        if (/^0[\d_]*[1-9][\d_]*$/.test(number)) {
            this.fail("has a number that begins with 0; Python writes octal ones as `0o7`", at, end);
        }
        const dot = number.indexOf(".");
        if (dot > 0 && !python_scan_isDigit(number[dot + 1]))
            this.dots.push(at + dot);
        this.add("number", number, at, end);
    }
    operator(operator, at) {
        const { brackets } = this;
        const end = at + operator.length;
        const opening = CLOSING[operator];
        if (opening !== undefined) {
            const open = brackets.pop();
            if (open === undefined)
                this.fail(`has a \`${operator}\` too many`, at, end);
            else if (open.text !== opening) {
                this.fail(`closes \`${open.text}\` with \`${operator}\``, at, end);
                brackets.length = 0;
            }
        }
        this.add("operator", operator, at, end);
        if (OPENING.has(operator)) {
            brackets.push({ text: operator, at });
            if (brackets.length > MAX_BRACKETS) {
                this.fail("nests brackets too deeply", at, end);
                brackets.length = 0;
            }
        }
        if (brackets.length > 0)
            return;
        if (operator === ":")
            this.colons++;
        if (operator === ")" && this.headEnd < 0 && (this.first === "def" || this.second === "def"))
            this.headEnd = at;
    }
    string(at, prefix) {
        const start = at + prefix.length;
        const isFormat = /[ft]/i.test(prefix);
        const plain = python_scan_stringEnd(this.text, start);
        let end = isFormat ? formatEnd(this.text, start, /r/i.test(prefix), 0) : plain;
        if (end < 0 && plain >= 0) {
            if (isOpenBrace(this.text.slice(start, plain))) {
                this.fail("has a `{` in a string that is never closed", at, plain);
            }
            else
                this.isUnsure = true;
            end = plain;
        }
        if (end < 0) {
            this.fail("has a string that is never closed", at, this.endOfLine(at));
            end = this.text.length;
            this.brackets.length = 0;
        }
        this.add("string", "string", at, end);
    }
    add(kind, text, start, end) {
        this.position = end;
        if (!this.error)
            this.pair(kind, text, start, end);
        if (this.brackets.length === 0) {
            if (text === "lambda")
                this.lambdas++;
            if (this.inGlobal && kind === "name")
                this.globals.add(text);
            if (kind === "operator" && text === ";")
                this.inGlobal = false;
            if (kind === "keyword" && text === "global")
                this.inGlobal = true;
            if (kind === "keyword" && text === "from")
                this.hasFrom = true;
            if (kind === "keyword" && text === "import")
                this.hasImport = true;
        }
        this.lastAtStart =
            this.tokens === 0 || (this.kind === "operator" && (this.last === ";" || this.last === ":"));
        if (this.tokens === 0) {
            this.first = kind === "string" ? "" : text;
            this.firstAt = start;
        }
        else if (this.tokens === 1)
            this.second = text;
        this.tokens++;
        this.kind = kind;
        this.last = text;
        this.lastStart = start;
        this.lastEnd = end;
    }
    pair(kind, text, start, end) {
        const { kind: before, last } = this;
        const isOperator = kind === "operator";
        if (kind === "keyword" && this.brackets.length > 0 && STATEMENTS.has(text)) {
            this.fail(`has \`${text}\` within brackets`, start, end);
            return;
        }
        if (before === "none") {
            if (!isOperator || text === "@" || (text !== "**" && VALUE_OPERATORS.has(text)))
                return;
            const isConflict = /^(?:<<|>>|==)/.test(text) && (start === 0 || /[\r\n]/.test(this.text[start - 1] ?? ""));
            this.fail(isConflict ? "is the mark of a merge conflict" : `cannot begin with \`${text}\``, start, end);
            return;
        }
        if (this.lastStart === this.headEnd && !(isOperator && (text === ":" || text === "->"))) {
            this.fail("lacks a `:` behind the parameters", start, end);
            return;
        }
        if (before === "keyword") {
            this.afterKeyword(kind, text, start, end);
            return;
        }
        const isValue = before !== "operator" || CLOSING[last] !== undefined;
        if (isValue)
            this.afterValue(kind, text, start, end);
        else
            this.afterOperator(kind, text, start, end);
    }
    afterValue(kind, text, start, end) {
        const { kind: before, last } = this;
        if (before === "string" && kind === "string")
            return;
        const isOperator = kind === "operator";
        const begins = kind === "name" ||
            kind === "number" ||
            kind === "string" ||
            (kind === "keyword" && VALUES.has(text)) ||
            (isOperator && (text === "{" || text === "~" || text === "..."));
        if (text === "import" && !this.hasFrom && this.first !== "lazy") {
            this.fail("has an `import` without a `from`", start, end);
            return;
        }
        if (begins && !(before === "name" && this.lastAtStart && SOFT_KEYWORDS.has(last))) {
            this.fail(adjacent(before, last), start, end);
        }
        else
            this.definition(kind, text, start, end);
    }
    afterOperator(kind, text, start, end) {
        const { last } = this;
        const isOperator = kind === "operator";
        const isImport = last === "." && this.hasFrom && (text === "import" || text === "." || text === "...");
        const isHungry = HUNGRY.has(last) && !isImport;
        const isWrong = isOperator
            ? isHungry
                ? last === "." || !VALUE_OPERATORS.has(text)
                : OPENING.has(last)
                    ? text === "," || text === "." || text === "/" || BINARY.has(text)
                    : last === "," && (text === "," || text === ".")
            : isHungry && kind === "keyword" && !VALUE_KEYWORDS.has(text);
        if (isWrong)
            this.fail(`has nothing between \`${last}\` and \`${text}\``, start, end);
    }
    definition(kind, text, start, end) {
        const isNamed = this.kind === "name" && this.lastStart > this.firstAt && this.brackets.length === 0;
        if (!isNamed)
            return;
        const isDef = (this.first === "def" && this.tokens === 2) || (this.second === "def" && this.tokens === 3);
        if (isDef && !(kind === "operator" && (text === "(" || text === "["))) {
            this.fail("lacks the parameters of a function: `()`", start, end);
        }
    }
    afterKeyword(kind, text, start, end) {
        const { last } = this;
        if ((last === "def" || last === "class") && kind !== "name") {
            this.fail(`has no name behind \`${last}\``, start, end);
            return;
        }
        if (last === "async" && !["def", "for", "with"].includes(text)) {
            this.fail("has `async` before something that cannot have it", start, end);
            return;
        }
        const isOpen = (kind === "operator" &&
            text !== "@" &&
            !VALUE_OPERATORS.has(text) &&
            !(last === "from" && text === ".")) ||
            (last === "import" && kind === "operator" && text !== "*" && text !== "(") ||
            (kind === "keyword" && STATEMENTS.has(text) && !(last === "from" && text === "import"));
        if (HUNGRY_KEYWORDS.has(last) && isOpen) {
            this.fail(`has nothing between \`${last}\` and \`${text}\``, start, end);
            return;
        }
        const isFirst = this.tokens === 1;
        if (isFirst && (last === "else" || last === "try" || last === "finally") && text !== ":") {
            this.fail(`lacks a \`:\` behind \`${last}\``, start, end);
            return;
        }
        if (VALUES.has(last) && (kind === "name" || kind === "number" || kind === "string")) {
            this.fail(adjacent("name", last), start, end);
        }
    }
}
function adjacent(before, last) {
    if (last === "print" || last === "exec")
        return `is Python 2: \`${last}\` needs brackets`;
    return before === "name"
        ? `has something behind \`${last}\` that does not belong there`
        : "lacks something between two values";
}
function python_scan_isDigit(character) {
    return character !== undefined && character >= "0" && character <= "9";
}
function python_scan_describe(character) {
    const code = character.codePointAt(0) ?? 0;
    const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    return /[\p{Z}\p{Cf}\p{Cc}]/u.test(character) ? `the invisible character ${number}` : `\`${character}\``;
}
function python_scan_stringEnd(text, start) {
    const quote = text[start] ?? "";
    const isLong = text[start + 1] === quote && text[start + 2] === quote;
    let at = start + (isLong ? 3 : 1);
    for (; at < text.length; at++) {
        const character = text[at];
        if (character === "\\") {
            at++;
            if (text[at] === "\r" && text[at + 1] === "\n")
                at++;
        }
        else if (character === quote) {
            if (!isLong)
                return at + 1;
            if (text[at + 1] === quote && text[at + 2] === quote)
                return at + 3;
        }
        else if (!isLong && (character === "\n" || character === "\r"))
            return -1;
    }
    return -1;
}
function formatEnd(text, start, isRaw, level) {
    const quote = text[start] ?? "";
    const isLong = text[start + 1] === quote && text[start + 2] === quote;
    let at = start + (isLong ? 3 : 1);
    while (at < text.length) {
        const character = text[at];
        if (character === "\\") {
            if (!isRaw && text.startsWith("N{", at + 1)) {
                const close = text.indexOf("}", at);
                at = close < 0 ? text.length : close + 1;
            }
            else if (text[at + 1] === "{" || text[at + 1] === "}")
                at++;
            else
                at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 3 : 2;
        }
        else if (character === quote && (!isLong || (text[at + 1] === quote && text[at + 2] === quote))) {
            return at + (isLong ? 3 : 1);
        }
        else if (!isLong && (character === "\n" || character === "\r"))
            return -1;
        else if (character === "{" && text[at + 1] === "{")
            at += 2;
        else if (character === "{") {
            at = fieldEnd(text, at + 1, isRaw, isLong ? undefined : quote, level);
            if (at < 0)
                return -1;
        }
        else
            at++;
    }
    return -1;
}
function fieldEnd(text, start, isRaw, shortQuote, level) {
    if (level > 20)
        return -1;
    let depth = 0;
    let at = start;
    while (at < text.length) {
        const character = text[at] ?? "";
        if (character === '"' || character === "'") {
            let prefixStart = at;
            while (prefixStart > start && /[a-z]/i.test(text[prefixStart - 1] ?? ""))
                prefixStart--;
            const prefix = text.slice(prefixStart, at);
            at = /^(?:[ft]|[rft]{2})$/i.test(prefix)
                ? formatEnd(text, at, /r/i.test(prefix), level + 1)
                : python_scan_stringEnd(text, at);
            if (at < 0)
                return -1;
            continue;
        }
        if (character === "#") {
            while (at < text.length && text[at] !== "\n" && text[at] !== "\r")
                at++;
            continue;
        }
        if (OPENING.has(character))
            depth++;
        else if (character === "}" && depth === 0)
            return at + 1;
        else if (CLOSING[character] !== undefined) {
            if (--depth < 0)
                return -1;
        }
        else if (character === ":" && depth === 0)
            break;
        at++;
    }
    for (at++; at < text.length;) {
        const character = text[at];
        if (character === "}")
            return at + 1;
        if (character === "{") {
            at = fieldEnd(text, at + 1, isRaw, shortQuote, level + 1);
            if (at < 0)
                return -1;
            continue;
        }
        if (shortQuote !== undefined && (character === shortQuote || character === "\n" || character === "\r")) {
            return -1;
        }
        at++;
    }
    return -1;
}
function isOpenBrace(content) {
    const single = content.replaceAll("{{", "").replaceAll("}}", "");
    return single.lastIndexOf("{") > single.lastIndexOf("}");
}

;// CONCATENATED MODULE: ./lib/validate/read/python.js


function parsePython(text, file) {
    return new Reader(text.replace(/^\uFEFF/, ""), file).read();
}
const python_FLOW = new Set(["prefect.flow", "prefect.flows.flow", "prefect.main.flow"]);
const HIDDEN_BINDING = /\b(?:globals|vars|locals|setattr|f_globals)\b|(?<![.\w])exec\s*\(|\.modules\b|__dict__|__import__|import_module\s*\(\s*__name__/;
const python_MAX_DEPTH = 120;
const python_MAX_LENGTH = 500_000;
const MAX_UNSURE_LENGTH = 50_000;
class Reader {
    text;
    file;
    lineStarts = [0];
    origins = new Map();
    classes = new Map();
    module = { functions: new Map(), names: new Set() };
    openEnded = false;
    error;
    hasNamedExpressions = false;
    constructor(text, file) {
        this.text = text;
        this.file = file;
        for (let at = 0; at < text.length; at++) {
            const code = text.charCodeAt(at);
            if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10))
                this.lineStarts.push(at + 1);
        }
    }
    read() {
        const scan = scanPython(this.text);
        if (scan.error)
            this.fail(scan.error.message, scan.error.start, scan.error.end);
        else {
            this.readSource(withoutBodies(this.text, scan), scan);
        }
        const methods = new Map();
        for (const [name, { methods: own }] of this.classes) {
            for (const [method, definition] of own)
                methods.set(`${name}.${method}`, definition);
        }
        const { functions, names } = this.module;
        const { file, text, error, classes, openEnded } = this;
        return { file, text, error, functions, methods, classes, names, openEnded };
    }
    readSource(source, scan) {
        this.openEnded = HIDDEN_BINDING.test(this.text);
        if (source.length > (scan.isUnsure ? MAX_UNSURE_LENGTH : python_MAX_LENGTH)) {
            this.openEnded = true;
            return;
        }
        this.hasNamedExpressions = source.includes(":=");
        const tree = parser.parse(source);
        if (hasError(tree))
            this.openEnded = true;
        this.block(tree.topNode, this.module, false, 0);
        for (const name of scan.globals)
            this.bind(name, this.module);
        if (this.module.functions.has("__getattr__"))
            this.openEnded = true;
    }
    fail(message, start, end) {
        this.error ??= { message, where: this.range(start, end) };
    }
    range(start, end) {
        const [line, column] = this.place(start);
        const [endLine, endColumn] = this.place(Math.max(start, end));
        return { file: this.file, line, column, endLine, endColumn };
    }
    place(offset) {
        let low = 0;
        let high = this.lineStarts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.lineStarts[middle] ?? 0) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return [low + 1, offset - (this.lineStarts[low] ?? 0) + 1];
    }
    slice({ from, to }) {
        return this.text.slice(from, to);
    }
    block(parent, scope, isConditional, depth) {
        if (depth > python_MAX_DEPTH) {
            this.openEnded = true;
            return;
        }
        for (let node = parent.firstChild; node; node = node.nextSibling) {
            this.statement(node, scope, isConditional, depth);
        }
    }
    statement(node, scope, isConditional, depth) {
        switch (node.name) {
            case "FunctionDefinition":
                this.define(node, [], scope, isConditional);
                return;
            case "ClassDefinition":
                this.defineClass(node, false, scope, depth);
                return;
            case "DecoratedStatement": {
                const decorators = node.getChildren("Decorator").map((child) => this.decorator(child));
                const definition = node.lastChild;
                if (definition?.name === "FunctionDefinition")
                    this.define(definition, decorators, scope, isConditional);
                else if (definition?.name === "ClassDefinition")
                    this.defineClass(definition, true, scope, depth);
                return;
            }
            case "StatementGroup":
                this.block(node, scope, isConditional, depth + 1);
                return;
            case "IfStatement":
            case "WhileStatement":
            case "ForStatement":
            case "TryStatement":
            case "WithStatement":
            case "MatchStatement":
                this.compound(node, scope, isConditional, depth);
                return;
            case "ImportStatement":
                this.importNames(node, scope, isConditional);
                return;
            case "AssignStatement":
                this.assign(node, scope, isConditional);
                break;
            case "DeleteStatement":
                for (const name of this.targets(children(node)))
                    this.bind(name, scope);
                return;
            case "TypeDefinition":
                for (const name of this.targets(node.getChildren("VariableName").slice(0, 1)))
                    this.bind(name, scope);
                return;
        }
        this.namedExpressions(node, scope);
    }
    compound(node, scope, isConditional, depth) {
        const head = [];
        const isWith = node.name === "WithStatement";
        const bindHead = () => {
            if (node.name === "ForStatement") {
                const end = head.findIndex(({ name }) => name === "in");
                for (const name of this.targets(head.slice(0, end)))
                    this.bind(name, scope);
            }
            for (const [index, { name }] of head.entries()) {
                if (name === "as")
                    for (const target of this.targets(head.slice(index + 1, index + 2)))
                        this.bind(target, scope);
            }
            for (const child of head)
                this.namedExpressions(child, scope);
            head.length = 0;
        };
        let isMain = false;
        for (let child = node.firstChild; child; child = child.nextSibling) {
            if (child.name === "Body") {
                isMain = node.name === "IfStatement" && head[0]?.name === "if" && isMainTest(this.text, head[1]);
                bindHead();
                if (!isMain)
                    this.block(child, scope, isConditional || !isWith, depth + 1);
            }
            else if (child.name === "MatchBody") {
                bindHead();
                for (const clause of child.getChildren("MatchClause")) {
                    for (const name of this.patternNames(clause))
                        this.bind(name, scope);
                    const body = clause.getChild("Body");
                    if (body)
                        this.block(body, scope, true, depth + 1);
                }
            }
            else if (child.name !== "Comment")
                head.push(child);
        }
        bindHead();
    }
    patternNames(clause) {
        const names = [];
        for (let child = clause.firstChild; child && child.name !== "Body"; child = child.nextSibling) {
            child.cursor().iterate((node) => {
                if (node.name === "VariableName")
                    names.push(this.slice(node));
            });
        }
        return names;
    }
    bind(name, scope) {
        scope.functions.delete(name);
        scope.names.add(name);
        if (scope === this.module)
            this.classes.delete(name);
    }
    targets(nodes, depth = 0) {
        if (depth > python_MAX_DEPTH)
            return [];
        return nodes.flatMap((node) => {
            if (node.name === "VariableName")
                return [this.slice(node)];
            const isList = ["TupleExpression", "ArrayExpression", "ParenthesizedExpression"].includes(node.name);
            return isList ? this.targets(children(node), depth + 1) : [];
        });
    }
    namedExpressions(node, scope) {
        if (!this.hasNamedExpressions)
            return;
        node.cursor().iterate((found) => {
            if (found.name !== "AssignOp" || this.slice(found) !== ":=")
                return;
            const name = found.node.prevSibling;
            if (name?.name === "VariableName")
                this.bind(this.slice(name), scope);
        });
    }
    assign(node, scope, isConditional) {
        const parts = children(node);
        const last = parts.findLastIndex(({ name }) => name === "AssignOp");
        if (last < 0)
            return;
        const names = this.targets(parts.slice(0, last).filter(({ name }) => name !== "TypeDef"));
        const value = parts[last + 1];
        const isAlias = value !== undefined && parts.length === last + 2 && names.length === 1;
        const origin = isAlias ? this.origin(this.slice(value)) : undefined;
        for (const name of names) {
            this.bind(name, scope);
            if (scope !== this.module)
                continue;
            if (isConditional && this.origins.has(name))
                continue;
            if (origin !== undefined && value?.name !== "CallExpression")
                this.origins.set(name, origin);
            else
                this.origins.delete(name);
        }
    }
    importNames(node, scope, isConditional) {
        const parts = children(node).filter(({ name }) => name !== "(" && name !== ")");
        const isFrom = parts[0]?.name === "from";
        const start = parts.findIndex(({ name }) => name === "import");
        const module = isFrom
            ? parts
                .slice(1, start)
                .map((part) => this.slice(part))
                .join("")
            : "";
        for (const item of python_split(parts.slice(start + 1), ",")) {
            if (item[0]?.name === "*")
                this.openEnded = true;
            const as = item.findIndex(({ name }) => name === "as");
            const path = (as < 0 ? item : item.slice(0, as)).map((part) => this.slice(part)).join("");
            const first = path.split(".")[0] ?? "";
            const alias = as < 0 ? undefined : item[as + 1];
            const name = alias ? this.slice(alias) : first;
            if (!/^\w/u.test(name) && name.charCodeAt(0) < 128)
                continue;
            this.bind(name, scope);
            if (scope !== this.module)
                continue;
            const full = `${module}${module.endsWith(".") ? "" : "."}${path}`;
            const origin = isFrom ? full : alias ? path : first;
            const known = this.origins.get(name);
            if (isConditional && known !== undefined && known !== origin)
                this.origins.delete(name);
            else
                this.origins.set(name, origin);
        }
    }
    origin(name) {
        const [first = "", ...rest] = name.split(/\s*\.\s*/);
        if (!/^[\w.\s\u0080-\uffff]+$/.test(name))
            return undefined;
        const origin = this.origins.get(first);
        if (origin !== undefined)
            return [origin, ...rest].join(".");
        return this.module.names.has(first) || this.module.functions.has(first) || rest.length > 0
            ? undefined
            : first;
    }
    decorator(node) {
        const parts = children(node).filter(({ name }) => name !== "At");
        const list = parts.at(-1)?.name === "ArgList" ? parts.pop() : undefined;
        const from = parts[0]?.from ?? node.from;
        const to = parts.at(-1)?.to ?? node.to;
        const rest = /^[^\r\n#]*/.exec(this.text.slice(list?.to ?? to))?.[0].trimEnd() ?? "";
        if (rest !== "") {
            const name = this.text.slice(from, list?.to ?? to) + rest;
            const where = this.range(node.from, from + name.length);
            return { name, origin: undefined, arguments: undefined, where, isFlow: false };
        }
        const name = this.text.slice(from, to).trim();
        const origin = this.origin(name);
        return {
            name,
            origin,
            arguments: list && this.callArguments(list),
            where: this.range(node.from, list?.to ?? to),
            isFlow: origin !== undefined && python_FLOW.has(origin),
        };
    }
    callArguments(list) {
        const result = new Map();
        for (const item of python_split(inside(list), ",")) {
            const [first, operator, ...value] = item;
            const isKeyword = first?.name === "VariableName" && operator?.name === "AssignOp";
            const nodes = isKeyword ? value : item.slice(1);
            const [start, end] = [nodes[0], nodes.at(-1)];
            if (!first || !start || !end || !(isKeyword || first.name === "**"))
                continue;
            result.set(isKeyword ? this.slice(first) : "**", {
                text: this.text.slice(start.from, end.to),
                string: nodes.length === 1 ? this.string(start) : undefined,
                where: this.range(start.from, end.to),
            });
        }
        return result;
    }
    string(node) {
        const inner = inside(node)[0];
        if (node.name === "ParenthesizedExpression")
            return inner && this.string(inner);
        if (node.name === "ContinuedString") {
            const parts = children(node).map((child) => this.string(child));
            return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
        }
        return node.name === "String" ? stringValue(this.slice(node)) : undefined;
    }
    define(node, decorators, scope, isConditional) {
        const nameNode = node.getChild("VariableName");
        if (!nameNode)
            return;
        const name = this.slice(nameNode);
        const list = node.getChild("ParamList");
        const definition = {
            name,
            where: this.range(nameNode.from, nameNode.to),
            isAsync: node.firstChild?.name === "async",
            parameters: list ? this.parameters(list) : [],
            decorators,
        };
        const isBound = scope.names.has(name) || scope.functions.has(name);
        if (isConditional && isBound) {
            this.bind(name, scope);
            return;
        }
        this.bind(name, scope);
        scope.names.delete(name);
        scope.functions.set(name, definition);
        if (scope === this.module)
            this.origins.delete(name);
    }
    parameters(list) {
        const result = [];
        let kind = "positional-or-keyword";
        let hasDefault = false;
        let start = list.from + 1;
        let item = [];
        const names = new Set();
        const finish = (end) => {
            const first = item[0];
            if (!first) {
                const isSlash = this.text
                    .slice(start, end)
                    .replace(/#[^\r\n]*/g, "")
                    .includes("/");
                if (isSlash && result[0]?.kind !== "positional-only")
                    for (const [index, parameter] of result.entries())
                        result[index] = { ...parameter, kind: "positional-only" };
                return;
            }
            const isStar = first.name === "*";
            const nameNode = isStar || first.name === "**" ? item[1] : first;
            if (isStar)
                kind = "keyword-only";
            if (nameNode?.name !== "VariableName")
                return;
            const name = this.slice(nameNode);
            const type = item.find((node) => node.name === "TypeDef");
            const assign = item.findIndex((node) => node.name === "AssignOp");
            const [from, to] = assign < 0 ? [] : [item[assign + 1], item.at(-1)];
            const parameter = {
                name,
                kind: isStar ? "var-positional" : first.name === "**" ? "var-keyword" : kind,
                annotation: type && this.slice(type).replace(/^:/, "").trim(),
                default: from && to && this.text.slice(from.from, to.to),
                where: this.range(nameNode.from, nameNode.to),
            };
            if (names.has(name))
                this.fail(`has the parameter \`${name}\` twice`, nameNode.from, nameNode.to);
            names.add(name);
            if (parameter.kind === "positional-or-keyword") {
                if (hasDefault && parameter.default === undefined) {
                    this.fail(`has \`${name}\` without a default behind parameters with one`, nameNode.from, nameNode.to);
                }
                hasDefault ||= parameter.default !== undefined;
            }
            result.push(parameter);
        };
        for (const node of inside(list)) {
            if (node.name === ",") {
                finish(node.from);
                start = node.to;
                item = [];
            }
            else
                item.push(node);
        }
        finish(list.to);
        return result;
    }
    defineClass(node, isDecorated, scope, depth) {
        const nameNode = node.getChild("VariableName");
        if (!nameNode)
            return;
        const name = this.slice(nameNode);
        this.bind(name, scope);
        if (scope !== this.module)
            return;
        this.origins.delete(name);
        const inner = { functions: new Map(), names: new Set() };
        const body = node.getChild("Body");
        if (body)
            this.block(body, inner, false, depth + 1);
        const bases = node.getChild("ArgList");
        const hasBases = bases !== null && inside(bases).length > 0 && this.slice(bases) !== "(object)";
        const openEnded = isDecorated || hasBases || inner.functions.has("__getattr__");
        this.classes.set(name, { methods: inner.functions, names: inner.names, openEnded, isDecorated });
    }
}
function children(node) {
    const result = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
        if (child.name !== "Comment" && !child.type.isError)
            result.push(child);
    }
    return result;
}
function inside(node) {
    return children(node).filter(({ from, to, name }) => !(name.length === 1 && "()[]{}".includes(name) && to > from));
}
function python_split(nodes, separator) {
    const items = [[]];
    for (const node of nodes) {
        if (node.name === separator)
            items.push([]);
        else
            items.at(-1)?.push(node);
    }
    return items.filter((item) => item.length > 0);
}
function isMainTest(text, test) {
    return (test !== undefined &&
        /^\(?\s*__name__\s*==\s*(["'])__main__\1\s*\)?$/.test(text.slice(test.from, test.to)));
}
function hasError(tree) {
    let found = false;
    tree.iterate({
        enter: ({ type }) => {
            found ||= type.isError;
            return !found;
        },
    });
    return found;
}
function withoutBodies(original, { bodies, dots }) {
    const text = dots.length === 0 ? original : withZeros(original, dots);
    const parts = [];
    let position = 0;
    for (const { start, end, indent } of bodies) {
        const length = end - start - indent;
        const blank = text.slice(start, start + indent) + "0" + " ".repeat(Math.max(0, length - 2));
        parts.push(text.slice(position, start), length > 1 ? `${blank}\n` : blank);
        position = end;
    }
    parts.push(text.slice(position));
    const source = parts.join("");
    if (!source.includes("\r") && !source.includes("\f"))
        return source;
    return source
        .replaceAll("\\\r\n", " \\\n")
        .replaceAll("\r\n", " \n")
        .replaceAll("\r", "\n")
        .replace(/^[ \t\f]*\f/gm, (space) => "\n".repeat(space.length));
}
function withZeros(text, dots) {
    return (dots.map((dot, index) => `${text.slice((dots[index - 1] ?? -1) + 1, dot)}0`).join("") +
        text.slice((dots.at(-1) ?? -1) + 1));
}
const ESCAPE = /\\(\r\n|[\s\S])(?:(?<=\\x)([\da-fA-F]{2})|(?<=\\u)([\da-fA-F]{4})|(?<=\\U)([\da-fA-F]{8})|(?<=\\[0-7])([0-7]{1,2}))?/g;
const ESCAPES = {
    "\n": "",
    "\r": "",
    "\r\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    a: "\x07",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
};
function stringValue(literal) {
    const found = /^([a-z]*)('''|"""|'|")([\s\S]*)\2$/i.exec(literal);
    if (!found)
        return undefined;
    const [, prefix = "", , body = ""] = found;
    if (/[bft]/i.test(prefix))
        return undefined;
    const content = body.replace(/\r\n?/g, "\n");
    if (/r/i.test(prefix))
        return content;
    const unknown = [];
    const value = content.replace(ESCAPE, (whole, character, ...codes) => {
        const [x, u, long, octal] = codes;
        const hex = x ?? u ?? long;
        if (/^[0-7]$/.test(character))
            return String.fromCodePoint(parseInt(character + (octal ?? ""), 8));
        if (hex !== undefined && parseInt(hex, 16) <= 0x10ffff)
            return String.fromCodePoint(parseInt(hex, 16));
        if (/^[xuUN]$/.test(character))
            unknown.push(whole);
        return ESCAPES[character] ?? whole;
    });
    return unknown.length === 0 ? value : undefined;
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: ./lib/validate/read/yaml-parser.js
class YamlSyntaxError extends Error {
    mend;
    at;
    constructor(message, mend, at) {
        super(message);
        this.mend = mend;
        this.at = at;
    }
}
function parseYaml(text, maxDepth) {
    return new yaml_parser_Parser(new yaml_parser_Scanner(text), maxDepth).document();
}
const NONE = {};
const END = 0;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const MAX_KEY = 1024;
const CHECK_INDENT = "Check the indentation, and put a text that holds `: ` or ` #` in quotes.";
function isBreak(code) {
    return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}
function isBreakOrEnd(code) {
    return code === END || isBreak(code);
}
function isBlank(code) {
    return code === SPACE || code === TAB || code === END || isBreak(code);
}
const INDICATORS = new Set(Buffer.from("-?:,[]{}#&*!|>'\"%@`"));
const yaml_parser_ESCAPES = {
    ...{ "0": "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1B" },
    ...{ " ": " ", '"': '"', "\\": "\\", "/": "/", N: "\x85", _: "\xA0", L: "\u2028", P: "\u2029" },
};
class yaml_parser_Scanner {
    text;
    index = 0;
    line = 0;
    lineStart = 0;
    flowLevel = 0;
    indent = -1;
    indents = [];
    allowKey = true;
    keys = new Map();
    tokens = [];
    taken = 0;
    done = false;
    constructor(text) {
        this.text = text;
    }
    peek() {
        while (this.needsMore())
            this.fetch();
        return this.tokens[0];
    }
    take() {
        const token = this.peek();
        this.tokens.shift();
        this.taken += 1;
        return token;
    }
    get column() {
        return this.index - this.lineStart;
    }
    code(ahead = 0) {
        const at = this.index + ahead;
        return at < this.text.length ? this.text.charCodeAt(at) : END;
    }
    fail(message, mend, at = this.index) {
        throw new YamlSyntaxError(message, mend, at);
    }
    push(type, start, { end = this.index, text = "", plain = false, handle } = NONE) {
        this.tokens.push({ type, start, end, text, plain, handle });
    }
    needsMore() {
        if (this.done)
            return false;
        if (this.tokens.length === 0)
            return true;
        this.dropStaleKeys();
        for (const key of this.keys.values())
            if (key.token === this.taken)
                return true;
        return false;
    }
    fetch() {
        this.skipToToken();
        this.dropStaleKeys();
        this.unwind(this.column);
        if (this.code() === END)
            this.fetchEnd();
        else if (!this.fetchMarker() && !this.fetchIndicated())
            this.fetchPlain();
    }
    fetchMarker() {
        if (this.column !== 0)
            return false;
        if (this.text.charAt(this.index) === "%") {
            this.fetchDirective();
            return true;
        }
        const marker = this.marker();
        if (!marker)
            return false;
        this.unwind(-1);
        this.forgetKey();
        this.allowKey = false;
        this.fetchSign(marker);
        return true;
    }
    fetchIndicated() {
        const char = this.text.charAt(this.index);
        const isFlow = this.flowLevel > 0;
        const isAlone = isBlank(this.code(1));
        if (char === "[" || char === "{") {
            this.saveKey();
            this.flowLevel += 1;
            this.allowKey = true;
            this.fetchSign(char);
        }
        else if (char === "]" || char === "}") {
            this.forgetKey();
            this.flowLevel -= 1;
            this.allowKey = false;
            this.fetchSign(char);
        }
        else if (char === ",") {
            this.allowKey = true;
            this.forgetKey();
            this.fetchSign(char);
        }
        else if (char === "-" && isAlone)
            this.fetchItem();
        else if (char === "?" && (isFlow || isAlone))
            this.fetchKey();
        else if (char === ":" && (isFlow || isAlone))
            this.fetchValue();
        else if (char === "*")
            this.fetchAnchor("alias");
        else if (char === "&")
            this.fetchAnchor("anchor");
        else if (char === "!")
            this.fetchTag();
        else if ((char === "|" || char === ">") && !isFlow)
            this.fetchBlockScalar(char === ">");
        else if (char === "'" || char === '"')
            this.fetchQuoted(char);
        else
            return false;
        return true;
    }
    fetchSign(sign) {
        const start = this.index;
        this.index += sign.length;
        this.push(sign, start);
    }
    checkPlain() {
        const code = this.code();
        const char = this.text.charAt(this.index);
        if (!isBlank(code) && !INDICATORS.has(code))
            return;
        const mayBegin = char === "-" || (this.flowLevel === 0 && (char === "?" || char === ":"));
        if (mayBegin && !isBlank(this.code(1)))
            return;
        if (code !== TAB)
            this.fail(`a value cannot begin with \`${char}\``, "Put it in quotes if it is a text.");
        this.fail("a tab stands where YAML takes spaces only", "Use spaces; take tabs away at the end of the line.");
    }
    marker() {
        const three = this.text.slice(this.index, this.index + 3);
        return (three === "---" || three === "...") && isBlank(this.code(3)) ? three : undefined;
    }
    dropStaleKeys() {
        for (const [level, key] of this.keys) {
            if (key.line === this.line && this.index - key.index <= MAX_KEY)
                continue;
            if (key.required)
                this.failAtKey(key);
            this.keys.delete(level);
        }
    }
    saveKey() {
        if (!this.allowKey)
            return;
        this.forgetKey();
        this.keys.set(this.flowLevel, {
            token: this.taken + this.tokens.length,
            required: this.flowLevel === 0 && this.indent === this.column,
            index: this.index,
            line: this.line,
            column: this.column,
        });
    }
    forgetKey() {
        const key = this.keys.get(this.flowLevel);
        if (!key)
            return;
        if (key.required)
            this.failAtKey(key);
        this.keys.delete(this.flowLevel);
    }
    failAtKey(key) {
        this.fail("a `:` is missing after this", `Write it as \`key: value\`. ${CHECK_INDENT}`, key.index);
    }
    unwind(column) {
        if (this.flowLevel > 0)
            return;
        while (this.indent > column) {
            this.indent = this.indents.pop() ?? -1;
            this.push("block end", this.index);
        }
    }
    addIndent(column) {
        if (this.indent >= column)
            return false;
        this.indents.push(this.indent);
        this.indent = column;
        return true;
    }
    fetchEnd() {
        this.unwind(-1);
        this.forgetKey();
        this.keys.clear();
        this.push("stream end", this.index);
        this.done = true;
    }
    fetchItem() {
        const { index } = this;
        if (this.flowLevel === 0) {
            if (!this.allowKey)
                this.fail("a list cannot begin here", "Begin it on a line of its own.");
            if (this.addIndent(this.column))
                this.push("block list", index);
        }
        this.allowKey = true;
        this.forgetKey();
        this.fetchSign("-");
    }
    fetchKey() {
        const { index } = this;
        if (this.flowLevel === 0) {
            if (!this.allowKey)
                this.fail("a key with `?` cannot stand here", "Put it in quotes if it is a text.");
            if (this.addIndent(this.column))
                this.push("block mapping", index);
        }
        this.allowKey = this.flowLevel === 0;
        this.forgetKey();
        this.fetchSign("?");
    }
    fetchValue() {
        const { index } = this;
        const key = this.keys.get(this.flowLevel);
        if (key) {
            this.keys.delete(this.flowLevel);
            const token = { start: key.index, end: key.index, text: "", plain: false, handle: undefined };
            const at = key.token - this.taken;
            this.tokens.splice(at, 0, { ...token, type: "?" });
            if (this.flowLevel === 0 && this.addIndent(key.column)) {
                this.tokens.splice(at, 0, { ...token, type: "block mapping" });
            }
            this.allowKey = false;
        }
        else {
            if (this.flowLevel === 0) {
                if (!this.allowKey)
                    this.fail("a `:` stands where no key ends", CHECK_INDENT);
                if (this.addIndent(this.column))
                    this.push("block mapping", index);
            }
            this.allowKey = this.flowLevel === 0;
            this.forgetKey();
        }
        this.fetchSign(":");
    }
    skipToToken() {
        for (;;) {
            while (this.code() === SPACE)
                this.index += 1;
            this.skipComment();
            if (!isBreak(this.code()))
                return;
            this.lineBreak();
            if (this.flowLevel === 0)
                this.allowKey = true;
        }
    }
    skipComment() {
        if (this.code() !== HASH)
            return;
        while (!isBreakOrEnd(this.code()))
            this.index += 1;
    }
    lineBreak() {
        const code = this.code();
        if (!isBreak(code))
            return "";
        this.index += code === 13 && this.code(1) === 10 ? 2 : 1;
        this.line += 1;
        this.lineStart = this.index;
        return code < 0x2028 ? "\n" : String.fromCharCode(code);
    }
    match(pattern) {
        pattern.lastIndex = this.index;
        const found = pattern.exec(this.text)?.[0] ?? "";
        this.index += found.length;
        return found;
    }
    fetchDirective() {
        const start = this.index;
        const wrong = () => this.fail("a line that begins with `%` is no directive of YAML", "Take the line out.", start);
        this.unwind(-1);
        this.forgetKey();
        this.allowKey = false;
        this.index += 1;
        const name = this.match(/[\w-]+/y);
        if (name === "" || !(this.code() === SPACE || isBreakOrEnd(this.code())))
            wrong();
        let handle;
        let text = "";
        if (name === "YAML") {
            text = this.match(/ *[0-9]+\.[0-9]+/y).trim();
            if (text === "" || !(this.code() === SPACE || isBreakOrEnd(this.code())))
                wrong();
        }
        else if (name === "TAG") {
            handle = this.match(/ *!(?:[\w-]*!)? /y).trim();
            this.match(/ */y);
            text = this.tagUri();
            if (handle === "" || text === "" || !(this.code() === SPACE || isBreakOrEnd(this.code())))
                wrong();
        }
        else
            while (!isBreakOrEnd(this.code()))
                this.index += 1;
        const { index } = this;
        this.ignoredLine(wrong);
        this.push("directive", start, { end: index, text: `${name} ${text}`, handle });
    }
    ignoredLine(wrong) {
        while (this.code() === SPACE)
            this.index += 1;
        this.skipComment();
        if (!isBreakOrEnd(this.code()))
            wrong();
        this.lineBreak();
    }
    fetchAnchor(type) {
        this.saveKey();
        this.allowKey = false;
        const start = this.index;
        this.index += 1;
        const text = this.match(/[\w-]+/y);
        if (text === "" || !(isBlank(this.code()) || "?:,]}%@`".includes(this.text.charAt(this.index)))) {
            const sign = type === "alias" ? "*" : "&";
            this.fail(`\`${sign}\` begins the name of an ${type}, and this is none`, "Put it in quotes if it is a text.", start);
        }
        this.push(type, start, { text });
    }
    fetchTag() {
        this.saveKey();
        this.allowKey = false;
        const start = this.index;
        const wrong = () => this.fail("`!` begins a tag, and this is none", "Put it in quotes if it is a text.", start);
        this.index += 1;
        let handle;
        let text;
        if (this.code() === 60) {
            this.index += 1;
            text = this.tagUri();
            if (text === "" || this.code() !== 62)
                wrong();
            this.index += 1;
        }
        else if (isBlank(this.code()))
            text = "!";
        else {
            this.index = start;
            const word = /[^\0 \r\n\x85\u2028\u2029]*/y;
            word.lastIndex = start + 1;
            const hasHandle = word.exec(this.text)?.[0].includes("!") ?? false;
            handle = this.match(hasHandle ? /![\w-]*!/y : /!/y);
            text = this.tagUri();
            if (handle === "" || text === "")
                wrong();
        }
        if (!(this.code() === SPACE || isBreakOrEnd(this.code())))
            wrong();
        this.push("tag", start, { text, handle });
    }
    tagUri() {
        const written = this.match(/(?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[0-9A-Fa-f]{2})+/y);
        try {
            return decodeURIComponent(written);
        }
        catch {
            return "";
        }
    }
    fetchBlockScalar(folded) {
        this.allowKey = true;
        this.forgetKey();
        const start = this.index;
        const wrong = () => this.fail("something stands behind `|` or `>`", "Begin the text on the next line, or put it in quotes.");
        this.index += 1;
        const head = this.match(/[+-]?[1-9]?/y);
        const increment = Number(head.replace(/[+-]/, ""));
        let chomping = head.replace(/[0-9]/, "");
        if (chomping === "")
            chomping = this.match(/[+-]/y);
        if (!(this.code() === SPACE || isBreakOrEnd(this.code())))
            wrong();
        this.ignoredLine(wrong);
        const least = Math.max(this.indent + 1, 1);
        const { indent, ...first } = this.blockStart(least, increment);
        let { breaks } = first;
        let end = this.index;
        let text = "";
        let lastBreak = "";
        while (this.column === indent && this.code() !== END) {
            text += breaks;
            const isIndented = this.code() === SPACE || this.code() === TAB;
            const from = this.index;
            while (!isBreakOrEnd(this.code()))
                this.index += 1;
            text += this.text.slice(from, this.index);
            end = this.index;
            lastBreak = this.lineBreak();
            breaks = this.blockBreaks(indent);
            if (this.column !== indent || this.code() === END)
                break;
            const goesOn = folded && lastBreak === "\n" && !isIndented && this.code() !== SPACE && this.code() !== TAB;
            if (!goesOn)
                text += lastBreak;
            else if (breaks === "")
                text += " ";
        }
        if (chomping !== "-")
            text += lastBreak;
        if (chomping === "+")
            text += breaks;
        this.push("scalar", start, { end: Math.max(end, start + 1), text });
    }
    blockStart(least, increment) {
        if (increment > 0) {
            const indent = least + increment - 1;
            return { indent, breaks: this.blockBreaks(indent) };
        }
        let breaks = "";
        let indent = least;
        for (;;) {
            if (isBreak(this.code()))
                breaks += this.lineBreak();
            else if (this.code() === SPACE) {
                this.index += 1;
                indent = Math.max(indent, this.column);
            }
            else
                return { indent, breaks };
        }
    }
    blockBreaks(indent) {
        let breaks = "";
        for (;;) {
            while (this.column < indent && this.code() === SPACE)
                this.index += 1;
            if (!isBreak(this.code()))
                return breaks;
            breaks += this.lineBreak();
        }
    }
    fetchQuoted(quote) {
        this.saveKey();
        this.allowKey = false;
        const start = this.index;
        this.index += 1;
        let text = this.quotedWords(quote);
        while (this.text.charAt(this.index) !== quote)
            text += this.quotedSpaces(start) + this.quotedWords(quote);
        this.index += 1;
        this.push("scalar", start, { text });
    }
    quotedWords(quote) {
        let text = "";
        for (;;) {
            text += this.match(/[^'"\\ \t\r\n\x85\u2028\u2029]*/y);
            const char = this.text.charAt(this.index);
            if (quote === "'" && char === "'" && this.text.charAt(this.index + 1) === "'") {
                text += "'";
                this.index += 2;
            }
            else if (char !== quote && (char === "'" || (quote === "'" && (char === '"' || char === "\\")))) {
                text += char;
                this.index += 1;
            }
            else if (quote === '"' && char === "\\")
                text += this.escape();
            else
                return text;
        }
    }
    escape() {
        const start = this.index;
        this.index += 1;
        const char = this.text.charAt(this.index);
        const plain = Object.hasOwn(yaml_parser_ESCAPES, char) ? yaml_parser_ESCAPES[char] : undefined;
        if (plain !== undefined) {
            this.index += 1;
            return plain;
        }
        if (isBreak(this.code())) {
            this.lineBreak();
            return this.quotedBreaks(start);
        }
        const found = this.match(/x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}/y);
        const code = found === "" ? Infinity : Number.parseInt(found.slice(1), 16);
        if (code <= 0x10_ffff)
            return String.fromCodePoint(code);
        return this.fail(`\`\\${char}\` means nothing within double quotes`, "Write `\\\\` for a backslash, or use single quotes.", start);
    }
    quotedSpaces(start) {
        const spaces = this.match(/[ \t]*/y);
        if (this.code() === END)
            this.fail("this quote is never closed", "Close it.", start);
        if (!isBreak(this.code()))
            return spaces;
        const lineBreak = this.lineBreak();
        const breaks = this.quotedBreaks(start);
        return (lineBreak !== "\n" ? lineBreak : breaks === "" ? " " : "") + breaks;
    }
    quotedBreaks(start) {
        let breaks = "";
        for (;;) {
            if (this.marker())
                this.fail("this quote is not closed before the end of the document", "Close it.", start);
            this.match(/[ \t]*/y);
            if (!isBreak(this.code()))
                return breaks;
            breaks += this.lineBreak();
        }
    }
    fetchPlain() {
        this.checkPlain();
        this.saveKey();
        this.allowKey = false;
        const start = this.index;
        const indent = this.indent + 1;
        let text = "";
        let end = start;
        let spaces = "";
        while (this.code() !== HASH) {
            const from = this.index;
            this.skipPlainWord();
            if (this.index === from)
                break;
            this.allowKey = false;
            text += spaces + this.text.slice(from, this.index);
            end = this.index;
            spaces = this.plainSpaces();
            if (spaces === "" || (this.flowLevel === 0 && this.column < indent))
                break;
        }
        this.push("scalar", start, { end, text, plain: true });
    }
    skipPlainWord() {
        const isFlow = this.flowLevel > 0;
        for (;;) {
            const code = this.code();
            if (isBlank(code))
                return;
            if (code === 58 &&
                (isBlank(this.code(1)) || (isFlow && ",[]{}".includes(this.text.charAt(this.index + 1)))))
                return;
            if (isFlow && ",?[]{}".includes(this.text.charAt(this.index)))
                return;
            this.index += 1;
        }
    }
    plainSpaces() {
        const spaces = this.match(/ */y);
        if (!isBreak(this.code()))
            return spaces;
        const lineBreak = this.lineBreak();
        this.allowKey = true;
        let breaks = "";
        for (;;) {
            if (this.column === 0 && this.marker())
                return "";
            while (this.code() === SPACE)
                this.index += 1;
            if (!isBreak(this.code()))
                break;
            breaks += this.lineBreak();
        }
        return (lineBreak !== "\n" ? lineBreak : breaks === "" ? " " : "") + breaks;
    }
}
const DEFAULT_TAGS = { "!": "!", "!!": "tag:yaml.org,2002:" };
class yaml_parser_Parser {
    scanner;
    maxDepth;
    tags = DEFAULT_TAGS;
    depth = 0;
    constructor(scanner, maxDepth) {
        this.scanner = scanner;
        this.maxDepth = maxDepth;
    }
    document() {
        let root;
        if (!this.is("directive", "---", "stream end"))
            root = this.node(true);
        else if (!this.is("stream end")) {
            this.directives();
            this.expect("---");
            const isEmpty = this.is("directive", "---", "...", "stream end");
            root = isEmpty ? empty(this.scanner.peek().start) : this.node(true);
        }
        while (this.is("..."))
            this.scanner.take();
        if (!this.is("stream end")) {
            const { start, type } = this.scanner.peek();
            if (type === "---" || type === "directive") {
                throw new YamlSyntaxError("a second document begins here", "Keep one document in a file; `prefect-file` takes several files.", start);
            }
            throw new YamlSyntaxError("this stands outside of what was begun above", CHECK_INDENT, start);
        }
        return root;
    }
    is(a, b, c, d) {
        const { type } = this.scanner.peek();
        return type === a || type === b || type === c || type === d;
    }
    takeIf(type) {
        return this.scanner.peek().type === type ? this.scanner.take() : undefined;
    }
    expect(type) {
        const token = this.scanner.peek();
        if (token.type === type)
            return this.scanner.take();
        const closing = type === "]" ? "list" : "mapping";
        if (type === "]" || type === "}") {
            throw new YamlSyntaxError(`a \`,\` or \`${type}\` is missing before this`, `Close the ${closing} with \`${type}\`; put texts that hold brackets, commas or colons in quotes.`, token.start);
        }
        throw new YamlSyntaxError("this does not fit to the lines above", CHECK_INDENT, token.start);
    }
    directives() {
        const tags = {};
        let version = false;
        while (this.is("directive")) {
            const { text, handle, start } = this.scanner.take();
            const [name = "", value = ""] = text.split(" ");
            const isWrong = (name === "YAML" && (version || !/^0*1\./.test(value))) ||
                (handle !== undefined && Object.hasOwn(tags, handle));
            if (isWrong)
                throw new YamlSyntaxError("PyYAML takes YAML 1 only, said once", "Take the line out.", start);
            if (name === "YAML")
                version = true;
            if (handle !== undefined)
                tags[handle] = value;
        }
        this.tags = { ...DEFAULT_TAGS, ...tags };
    }
    node(block, indentless = false) {
        const alias = this.takeIf("alias");
        if (alias) {
            const { start, end, text } = alias;
            return { type: "alias", name: text, start, end, anchor: undefined, tag: undefined };
        }
        let anchorToken = this.takeIf("anchor");
        const tagToken = this.takeIf("tag");
        if (tagToken)
            anchorToken ??= this.takeIf("anchor");
        const anchor = anchorToken?.text;
        const tag = tagToken && this.fullTag(tagToken);
        const token = this.scanner.peek();
        const { start, end, text } = token;
        if (token.type === "scalar") {
            this.scanner.take();
            return { type: "scalar", text, plain: token.plain || tag === "!", start, end, anchor, tag };
        }
        const collection = this.collection(token, block, indentless);
        if (collection)
            return { ...collection, start, anchor, tag };
        const propsEnd = Math.max(anchorToken?.end ?? -1, tagToken?.end ?? -1);
        if (propsEnd >= 0)
            return { ...empty(propsEnd), anchor, tag };
        const message = token.type === "stream end" ? "the file ends in the middle of a value" : "a value is missing here";
        throw new YamlSyntaxError(message, CHECK_INDENT, start);
    }
    collection(token, block, indentless) {
        const { type } = token;
        if (type === "-" && indentless)
            return this.nested(() => this.indentlessList(token));
        if (type === "[")
            return this.nested(() => this.flowList());
        if (type === "{")
            return this.nested(() => this.flowMap());
        if (type === "block list" && block)
            return this.nested(() => this.blockList());
        if (type === "block mapping" && block)
            return this.nested(() => this.blockMap());
        return undefined;
    }
    fullTag({ handle, text, start }) {
        if (handle === undefined)
            return text;
        const prefix = Object.hasOwn(this.tags, handle) ? this.tags[handle] : undefined;
        if (prefix === undefined) {
            throw new YamlSyntaxError(`no %TAG line says what \`${handle}\` is`, "Put it in quotes if it is a text.", start);
        }
        return prefix + text;
    }
    nested(parse) {
        this.depth += 1;
        if (this.depth > this.maxDepth) {
            const { start } = this.scanner.peek();
            throw new YamlSyntaxError("its values are nested too deeply", "Take the nesting apart.", start);
        }
        const parsed = parse();
        this.depth -= 1;
        return parsed;
    }
    blockList() {
        const { start } = this.scanner.take();
        const items = [];
        for (let dash = this.takeIf("-"); dash; dash = this.takeIf("-")) {
            items.push(this.is("-", "block end") ? empty(dash.end) : this.node(true));
        }
        this.expect("block end");
        return { type: "list", items, end: items.at(-1)?.end ?? start };
    }
    indentlessList({ start }) {
        const items = [];
        for (let dash = this.takeIf("-"); dash; dash = this.takeIf("-")) {
            items.push(this.is("-", "?", ":", "block end") ? empty(dash.end) : this.node(true));
        }
        return { type: "list", items, end: items.at(-1)?.end ?? start };
    }
    blockMap() {
        const { start } = this.scanner.take();
        const pairs = [];
        const part = (token) => token && !this.is("?", ":", "block end")
            ? this.node(true, true)
            : empty(token?.end ?? this.scanner.peek().start);
        for (let mark = this.takeIf("?"); mark; mark = this.takeIf("?"))
            pairs.push([part(mark), part(this.takeIf(":"))]);
        this.expect("block end");
        return { type: "map", pairs, end: pairs.at(-1)?.[1].end ?? start };
    }
    flowList() {
        this.scanner.take();
        const items = [];
        while (!this.is("]")) {
            if (items.length > 0 && !this.takeIf(","))
                break;
            if (this.is("?")) {
                const pair = this.flowPair("]");
                const [{ start }, { end }] = pair;
                items.push({ type: "map", pairs: [pair], start, end, anchor: undefined, tag: undefined });
            }
            else if (!this.is("]"))
                items.push(this.node(false));
        }
        return { type: "list", items, end: this.expect("]").end };
    }
    flowMap() {
        this.scanner.take();
        const pairs = [];
        while (!this.is("}")) {
            if (pairs.length > 0 && !this.takeIf(","))
                break;
            if (this.is("?"))
                pairs.push(this.flowPair("}"));
            else if (!this.is("}")) {
                const key = this.node(false);
                pairs.push([key, empty(key.end)]);
            }
        }
        return { type: "map", pairs, end: this.expect("}").end };
    }
    flowPair(closing) {
        const { end } = this.scanner.take();
        const key = this.is(":", ",", closing) ? empty(end) : this.node(false);
        const colon = this.takeIf(":");
        if (!colon)
            return [key, empty(this.scanner.peek().start)];
        return [key, this.is(",", closing) ? empty(colon.end) : this.node(false)];
    }
}
function empty(at) {
    return { type: "scalar", text: "", plain: true, start: at, end: at, anchor: undefined, tag: undefined };
}

;// CONCATENATED MODULE: ./lib/validate/read/yaml-scalar.js
class YamlValueError extends Error {
}
const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT = /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const TIMESTAMP = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9]{1,2})(?::([0-9]{2}))?))?)?$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
function resolvePlain(text) {
    const first = text.charCodeAt(0);
    if (first > 57 && !"yYnNtTfFoO~<=".includes(text.charAt(0)))
        return { value: text };
    if (BOOL.test(text))
        return { value: toBool(text) };
    if (FLOAT.test(text))
        return { value: toFloat(text) };
    if (INT.test(text))
        return { value: toInt(text) };
    if (NULL.test(text))
        return { value: null };
    if (DATE.test(text) || (TIMESTAMP.test(text) && text.includes(":")))
        return toTimestamp(text);
    if (text === "=" || text === "<<")
        throw new YamlValueError(`PyYAML has no value for a plain \`${text}\``);
    return { value: text };
}
function resolveTagged(tag, text) {
    const wrong = () => new YamlValueError(`this is no value for the tag ${shortTag(tag)}`);
    switch (tag) {
        case "!":
        case "tag:yaml.org,2002:str":
            return { value: text };
        case "tag:yaml.org,2002:null":
            return { value: null };
        case "tag:yaml.org,2002:bool":
            if (!/^(?:yes|no|true|false|on|off)$/i.test(text))
                throw wrong();
            return { value: toBool(text) };
        case "tag:yaml.org,2002:int":
            if (!INT.test(text) && !/^[-+]?[0-9]+$/.test(text))
                throw wrong();
            return { value: toInt(text) };
        case "tag:yaml.org,2002:float":
            if (!FLOAT.test(text) && !/^[-+]?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?$/.test(text))
                throw wrong();
            return { value: toFloat(text) };
        case "tag:yaml.org,2002:timestamp":
            if (!TIMESTAMP.test(text))
                throw wrong();
            return toTimestamp(text);
        case "tag:yaml.org,2002:binary":
            if (text.replace(/[^A-Za-z0-9+/=]/g, "").length % 4 !== 0)
                throw wrong();
            return { value: text, kind: "bytes" };
        default:
            throw new YamlValueError(`Prefect's YAML reader knows no tag ${shortTag(tag)}`);
    }
}
function shortTag(tag) {
    return tag.replace(/^tag:yaml\.org,2002:/, "!!");
}
function toBool(text) {
    return /^(?:yes|true|on)$/i.test(text);
}
function toInt(written) {
    const { sign, digits } = signOf(written.replaceAll("_", ""));
    if (digits.startsWith("0b"))
        return sign * yaml_scalar_parsed(digits.slice(2), 2);
    if (digits.startsWith("0x"))
        return sign * yaml_scalar_parsed(digits.slice(2), 16);
    if (digits.startsWith("0") && digits !== "0")
        return sign * yaml_scalar_parsed(digits, 8);
    return sign * sexagesimal(digits);
}
function yaml_scalar_parsed(digits, base) {
    const value = Number.parseInt(digits, base);
    if (Number.isNaN(value))
        throw new YamlValueError("this is no number");
    return value;
}
function toFloat(written) {
    const { sign, digits } = signOf(written.replaceAll("_", "").toLowerCase());
    if (digits === ".inf")
        return sign * Infinity;
    if (digits === ".nan")
        return NaN;
    return sign * sexagesimal(digits);
}
function signOf(text) {
    return { sign: text.startsWith("-") ? -1 : 1, digits: text.replace(/^[-+]/, "") };
}
function sexagesimal(digits) {
    return digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
function toTimestamp(text) {
    const found = TIMESTAMP.exec(text) ?? [];
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = found
        .slice(1)
        .map((part) => Number(part ?? 0));
    const days = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
    const isReal = year >= 1 &&
        day >= 1 &&
        day <= days &&
        hour < 24 &&
        minute < 60 &&
        second < 60 &&
        zoneHour * 60 + zoneMinute < 1440;
    if (!isReal)
        throw new YamlValueError("YAML takes this for a date, and there is no such date");
    return { value: text, kind: text.includes(":") ? "datetime" : "date" };
}

;// CONCATENATED MODULE: ./lib/validate/read/yaml.js



const MAX_BYTES = 10_000_000;
const MAX_ADDED = 5_000_000;
const yaml_MAX_DEPTH = 400;
function readYamlFile(path, file, bytes, report) {
    if (bytes.length > MAX_BYTES) {
        report("yaml-size", {
            what: `${file} has ${(bytes.length / 1_000_000).toFixed(1)} MB, which is too much for a prefect file.`,
            mend: `Split it: \`prefect-file\` takes several files, of ${MAX_BYTES / 1_000_000} MB each at most.`,
            where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
        });
        return undefined;
    }
    const text = (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")).replace(/^\uFEFF/, "");
    const lines = new Lines(file, text);
    try {
        yaml_checkText(text, bytes);
        const root = parseYaml(text, yaml_MAX_DEPTH);
        const builder = new Builder(lines, report);
        const content = root === undefined ? null : builder.build(root);
        return { path, file, text, content, ...locator(root, builder, lines) };
    }
    catch (error) {
        if (!(error instanceof YamlSyntaxError))
            throw error;
        const { message, mend, at } = error;
        const refusal = error instanceof yaml_Refusal ? error : undefined;
        const { rule, end, outcome } = refusal ?? {
            rule: "yaml-syntax",
            end: lines.endOfLine(at),
            outcome: yaml_DROPPED,
        };
        const template = rule === "yaml-syntax" ? lines.quotedTemplate(at) : undefined;
        report(rule, {
            what: `${file} cannot be read: ${message}; ${outcome}.`,
            mend: template === undefined ? mend : 'Put the template in quotes: "{{ … }}".',
            where: lines.range(at, end),
            ...(template ? { corrected: template } : {}),
        });
        return undefined;
    }
}
class yaml_Refusal extends YamlSyntaxError {
    rule;
    outcome;
    end;
    constructor(rule, message, mend, { start, end }, outcome = yaml_DROPPED) {
        super(message, mend, start);
        this.rule = rule;
        this.outcome = outcome;
        this.end = end;
    }
}
const yaml_DROPPED = "Prefect would drop the whole file";
function yaml_checkText(text, bytes) {
    if (typeof bytes !== "string" && !(0,external_node_buffer_namespaceObject.isUtf8)(bytes)) {
        const start = Math.max(text.indexOf("\uFFFD"), 0);
        throw new yaml_Refusal("yaml-text", "it is not UTF-8 text", "Save it as UTF-8.", { start, end: start + 1 });
    }
    const found = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
    if (!found)
        return;
    const { index: start } = found;
    const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    const what = `it holds the character U+${code}, which YAML does not allow`;
    throw new yaml_Refusal("yaml-text", what, "Take the character out.", { start, end: start + 1 });
}
class Builder {
    lines;
    report;
    kinds = new WeakMap();
    oddKeys = new WeakMap();
    targets = new Map();
    objects = new Map();
    anchors = new Map();
    built = new Map();
    size = 0;
    added = 0;
    constructor(lines, report) {
        this.lines = lines;
        this.report = report;
    }
    build(root) {
        return this.node(root).value;
    }
    nameOf(key) {
        const target = this.follow(key);
        if (target?.type !== "scalar")
            return "";
        return target.plain && target.text === "" ? "null" : target.text;
    }
    follow(node) {
        const target = node?.type === "alias" ? this.targets.get(node) : node;
        return target?.type === "alias" ? undefined : target;
    }
    node(node) {
        if (node.type === "alias")
            return this.alias(node);
        const before = this.size++;
        this.declare(node);
        const built = node.type === "scalar" ? scalar(node) : this.collection(node);
        if (node.anchor !== undefined)
            this.built.set(node, { ...built, size: this.size - before });
        return built;
    }
    declare(node) {
        const { anchor } = node;
        if (anchor === undefined)
            return;
        if (this.anchors.has(anchor)) {
            const mend = "Give each anchor a name of its own.";
            throw new yaml_Refusal("yaml-alias", `the anchor &${anchor} is set twice`, mend, node);
        }
        this.anchors.set(anchor, node);
    }
    alias(node) {
        const { name } = node;
        const refuse = (what, mend, outcome) => new yaml_Refusal("yaml-alias", what, mend, node, outcome);
        const target = this.anchors.get(name);
        if (!target) {
            throw refuse(`there is no anchor &${name} before *${name}`, `Write &${name} at the value that is meant, or put a text that begins with * in quotes.`);
        }
        const built = this.built.get(target);
        if (!built) {
            const what = `the alias *${name} stands inside of what it refers to`;
            throw refuse(what, "Take the alias out.", "Prefect cannot copy that");
        }
        this.targets.set(node, target);
        this.size += built.size;
        this.added += built.size;
        if (this.added > MAX_ADDED) {
            const what = "its aliases multiply to millions of values";
            throw refuse(what, "Use fewer aliases of aliases.", "neither this check nor Prefect would come to an end");
        }
        return built;
    }
    collection(node) {
        const kind = collectionKind(node);
        return { value: node.type === "map" ? this.mapping(node) : this.list(node), kind };
    }
    list(node) {
        const kinds = new Map();
        const list = node.items.map((item, index) => {
            const { value, kind } = this.node(item);
            if (kind)
                kinds.set(index, kind);
            return value;
        });
        if (kinds.size > 0)
            this.kinds.set(list, kinds);
        return list;
    }
    mapping(node) {
        const own = new Mapping();
        const merged = new Mapping();
        let seen;
        for (const [key, value] of node.pairs) {
            if (isMerge(key)) {
                this.node(value);
                merged.add(this.merged(key, value));
                continue;
            }
            const { name, isOdd } = this.key(key);
            if (Object.hasOwn(own.object, name)) {
                seen ??= new Map(node.pairs.map(([other]) => [this.nameOf(other), other]).reverse());
                this.reportRepeated(name, key, seen.get(name) ?? key);
            }
            own.set(name, this.node(value), isOdd);
        }
        const all = node.pairs.some(([key]) => isMerge(key)) ? merged.add(own) : own;
        if (all.kinds)
            this.kinds.set(all.object, all.kinds);
        if (all.odd)
            this.oddKeys.set(all.object, all.odd);
        this.objects.set(node, all.object);
        return all.object;
    }
    reportRepeated(name, { start, end }, earlier) {
        this.report("duplicate-key", {
            what: `\`${name}\` stands here and in line ${this.lines.place(earlier.start).line}; Prefect takes only this last one.`,
            mend: "Take one of the two out.",
            where: this.lines.range(start, end),
        });
    }
    merged(key, value) {
        const target = this.follow(value);
        const sources = target?.type === "list" ? target.items : [target];
        const merged = new Mapping();
        for (const source of sources) {
            const map = this.follow(source);
            const object = map?.type === "map" ? this.objects.get(map) : undefined;
            if (!object) {
                const what = "`<<` takes a mapping or a list of mappings";
                const mend = "Refer to a mapping: `<<: *name`.";
                throw new yaml_Refusal("yaml-alias", what, mend, value.end > value.start ? value : key);
            }
            for (const [name, item] of Object.entries(object)) {
                if (Object.hasOwn(merged.object, name) && merged.object[name] !== item) {
                    this.reportContradiction(name, key, value);
                }
                const kind = this.kinds.get(object)?.get(name);
                merged.set(name, { value: item, kind }, this.oddKeys.get(object)?.has(name) ?? false);
            }
        }
        return merged;
    }
    reportContradiction(name, key, value) {
        this.report("merge-order", {
            what: `\`${name}\` comes from several mappings of this \`<<\`; PyYAML 6.0.2 takes the first one, 6.0.4 the last.`,
            mend: `Write \`${name}\` in the mapping itself, or in one of the merged ones only.`,
            where: this.lines.range(key.start, value.end),
        });
    }
    key(node) {
        const target = node.type === "alias" ? this.anchors.get(node.name) : node;
        if (target && target.type !== "scalar") {
            const what = "a list or a mapping stands where a key must be";
            throw new yaml_Refusal("yaml-syntax", what, "Put it in quotes if it is a text.", node);
        }
        if (target?.text === "=")
            return { name: "=", isOdd: false };
        const { value, kind } = this.node(node);
        return { name: this.nameOf(node), isOdd: typeof value !== "string" || kind !== undefined };
    }
}
class Mapping {
    object = {};
    kinds;
    odd;
    set(name, { value, kind }, isOdd) {
        if (name === "__proto__") {
            Object.defineProperty(this.object, name, {
                value,
                enumerable: true,
                writable: true,
                configurable: true,
            });
        }
        else
            this.object[name] = value;
        if (kind)
            (this.kinds ??= new Map()).set(name, kind);
        else
            this.kinds?.delete(name);
        if (isOdd)
            (this.odd ??= new Set()).add(name);
    }
    add(other) {
        for (const [name, value] of Object.entries(other.object)) {
            this.set(name, { value, kind: other.kinds?.get(name) }, other.odd?.has(name) ?? false);
        }
        return this;
    }
}
function isMerge(key) {
    return key.type === "scalar" && key.plain && key.text === "<<" && (key.tag ?? "!") === "!";
}
function scalar(node) {
    const { tag, text, plain } = node;
    if (!plain && tag === undefined)
        return { value: text, kind: undefined };
    try {
        const isPlain = tag === undefined || tag === "!";
        return { kind: undefined, ...(isPlain ? resolvePlain(text) : resolveTagged(tag, text)) };
    }
    catch (error) {
        if (!(error instanceof YamlValueError))
            throw error;
        throw new yaml_Refusal("yaml-syntax", error.message, "Put it in quotes if it is a text.", node);
    }
}
function collectionKind(node) {
    const { tag } = node;
    if (tag === undefined || tag === "!")
        return undefined;
    const name = shortTag(tag);
    if (node.type === "map") {
        if (name === "!!set")
            return "set";
        if (name === "!!map")
            return undefined;
    }
    else {
        const arePairs = node.items.every((item) => item.type === "map" && item.pairs.length === 1);
        if (name === "!!seq" || ((name === "!!omap" || name === "!!pairs") && arePairs))
            return undefined;
    }
    const what = `the tag ${name} does not fit to this ${node.type === "map" ? "mapping" : "list"}`;
    throw new yaml_Refusal("yaml-syntax", what, "Take the tag out.", node);
}
function locator(root, builder, lines) {
    const byName = new Map();
    const none = new Set();
    function pairOf(map, name) {
        if (map.pairs.length <= 16)
            return map.pairs.findLast(([key]) => builder.nameOf(key) === name);
        let index = byName.get(map);
        if (!index) {
            index = new Map(map.pairs.map((pair) => [builder.nameOf(pair[0]), pair]));
            byName.set(map, index);
        }
        return index.get(name);
    }
    function find(path) {
        let found = { node: root, key: root ?? { start: 0, end: 0 }, isItem: true };
        for (const step of path) {
            const node = builder.follow(found.node);
            if (node?.type === "list") {
                const item = typeof step === "number" ? node.items[step] : undefined;
                if (!item)
                    return { ...found, node: undefined };
                found = { node: item, key: item, isItem: true };
            }
            else {
                const pair = node?.type === "map" ? pairOf(node, String(step)) : undefined;
                if (pair) {
                    found = { node: pair[1], key: pair[0], isItem: false };
                    continue;
                }
                const isMerged = node?.type === "map" && Object.hasOwn(builder.objects.get(node) ?? {}, step);
                const merge = isMerged ? node.pairs.find(([key]) => isMerge(key)) : undefined;
                return merge ? { node: undefined, key: merge[0], isItem: false } : { ...found, node: undefined };
            }
        }
        return found;
    }
    return {
        range: (path, part = "entry") => {
            const { node, key, isItem } = find(path);
            const keyEnd = isItem ? Math.min(key.end, lines.endOfLine(key.start)) : key.end;
            if (part === "key" || !node || node.start === node.end)
                return lines.range(key.start, keyEnd);
            return lines.range(part === "value" ? node.start : Math.min(key.start, node.start), node.end);
        },
        rangeAt: (start, end) => lines.range(start, end),
        source: (path) => {
            const node = builder.follow(find(path).node);
            return node?.type === "scalar" ? node.text : undefined;
        },
        oddKind: (parent, key) => builder.kinds.get(parent)?.get(key),
        oddKeys: (parent) => builder.oddKeys.get(parent) ?? none,
    };
}
class Lines {
    file;
    text;
    starts;
    constructor(file, text) {
        this.file = file;
        this.text = text;
        this.starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length)];
    }
    place(offset) {
        let low = 0;
        let high = this.starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.starts[middle] ?? 0) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
    }
    range(from, to) {
        const start = Math.min(from, this.text.length);
        let end = Math.min(Math.max(to, start), this.text.length);
        while (end > start && /\s/.test(this.text.charAt(end - 1)))
            end -= 1;
        const { line, column } = this.place(start);
        const { line: endLine, column: endColumn } = this.place(end);
        return { file: this.file, line, column, endLine, endColumn };
    }
    endOfLine(offset) {
        const rest = /[\r\n]/g;
        rest.lastIndex = offset;
        return rest.exec(this.text)?.index ?? this.text.length;
    }
    quotedTemplate(offset) {
        const { line } = this.place(offset);
        const start = this.starts[line - 1] ?? 0;
        const row = this.text.slice(start, this.endOfLine(start)).trim();
        if (!/(?:^|[:\-,[{]\s+)\{\{/.test(row))
            return undefined;
        const found = /^((?:- )*[\w.-]+:\s+|(?:- )+)(\{\{[^"\\#]*\}\}[^"\\#]*)$/.exec(row);
        return found ? `${found[1] ?? ""}"${(found[2] ?? "").trimEnd()}"` : "";
    }
}

;// CONCATENATED MODULE: ./lib/validate/read/context.js




function makeContext({ paths, ...sources }, report) {
    const parsed = new Map();
    return {
        ...sources,
        files: paths.flatMap((path) => readPrefectFile(path, sources.show(path), report) ?? []),
        python: (path) => {
            if (!parsed.has(path))
                parsed.set(path, readPython(path, sources.show(path)));
            return parsed.get(path);
        },
    };
}
function readPython(path, file) {
    let text;
    try {
        text = (0,external_node_fs_namespaceObject.readFileSync)(path, "utf8");
    }
    catch {
        return undefined;
    }
    return parsePython(text, file);
}
function readPrefectFile(path, file, report) {
    let bytes;
    try {
        bytes = (0,external_node_fs_namespaceObject.readFileSync)(path);
    }
    catch (error) {
        report("no-file", {
            what: `${file} cannot be read (${error.code ?? "unknown error"}).`,
            mend: "Check the path, and that the user who runs this may read it.",
            where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
        });
        return undefined;
    }
    const yaml = readYamlFile(path, file, bytes, report);
    return yaml && prefectFile(yaml, report);
}
function prefectFile(yaml, report) {
    const { content, file } = yaml;
    if (!isRecord(content)) {
        report("not-a-mapping", {
            what: `${file} is ${content === null ? "empty" : "no mapping of keys"}; Prefect reads nothing from it.`,
            mend: "Write a list of `deployments:` in it; `prefect init` makes a file to start from.",
            where: yaml.range([]),
        });
        return undefined;
    }
    const deployments = [];
    const prefect = { yaml, content, deployments };
    const list = content["deployments"];
    for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
        const path = (...rest) => ["deployments", index, ...rest];
        if (isRecord(item))
            deployments.push({ file: prefect, index, content: item, title: titleOf(item, index), path });
        else {
            report("not-a-mapping", {
                what: `Deployment ${index + 1} is ${item === null ? "empty" : "no mapping of keys"}; Prefect then reads nothing of the whole file.`,
                mend: "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.",
                where: yaml.range(path(), "key"),
            });
        }
    }
    return prefect;
}
function titleOf(item, index) {
    const { name } = item;
    return typeof name === "string" && name !== "" ? JSON.stringify(name) : `deployment ${index + 1}`;
}

;// CONCATENATED MODULE: ./lib/validate/sarif.js
const LEVELS = { error: "error", warning: "warning", note: "note" };
function sarif(findings, rules, helpUri) {
    const used = new Set(findings.map(({ rule }) => rule));
    const descriptors = rules
        .filter(({ id }) => used.has(id))
        .map((rule) => descriptor(rule, helpUri(rule.id)));
    const index = new Map(descriptors.map(({ id }, position) => [id, position]));
    return {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "Prefect Self-Hosted Deploy", rules: descriptors } },
                columnKind: "utf16CodeUnits",
                results: findings.map((finding) => result(finding, index.get(finding.rule) ?? -1)),
            },
        ],
    };
}
function descriptor({ id, title, why, severity }, helpUri) {
    return {
        id,
        shortDescription: { text: title },
        fullDescription: { text: why },
        help: { text: helpUri === undefined ? why : `${why}\n\n${helpUri}` },
        ...(helpUri === undefined ? {} : { helpUri }),
        defaultConfiguration: { level: LEVELS[severity] },
    };
}
function result({ rule, severity, what, mend, where }, ruleIndex) {
    return {
        ruleId: rule,
        ruleIndex,
        level: LEVELS[severity],
        message: { text: `${what} ${mend}` },
        locations: [
            { physicalLocation: { artifactLocation: { uri: uriOf(where.file) }, region: region(where) } },
        ],
    };
}
function uriOf(file) {
    const encoded = file.split("/").map(encodeURIComponent).join("/");
    if (/^[A-Za-z]%3A\//.test(encoded))
        return `file:///${encoded.replace("%3A", ":")}`;
    return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}
function region({ line, column, endLine, endColumn }) {
    return { startLine: line, startColumn: column, endLine, endColumn };
}

;// CONCATENATED MODULE: ./lib/validate/check.js




class Reports {
    findings = [];
    report = (rule, { severity, what, mend, where, corrected }) => {
        this.findings.push({
            rule,
            severity: severity ?? severityOf(rule),
            what: withoutSecrets(what),
            mend: withoutSecrets(mend),
            where,
            ...(corrected === undefined || kindOfSecret(corrected) !== undefined ? {} : { corrected }),
        });
    };
}
function check_check(context, read, ignore, pathOf) {
    for (const { check: find } of RULE_SETS)
        find(context, read.report);
    const textOf = (shown) => {
        try {
            return (0,external_node_fs_namespaceObject.readFileSync)(pathOf(shown), "utf8");
        }
        catch {
            return undefined;
        }
    };
    return sorted(withoutIgnored(unique(read.findings), ignore, textOf));
}
function unique(findings) {
    return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
const RANK = { error: 0, warning: 1, note: 2 };
function sorted(findings) {
    return findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity] ||
        compare(a.where.file, b.where.file) ||
        a.where.line - b.where.line ||
        a.where.column - b.where.column);
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function asProblem({ rule, what, mend, where, corrected }) {
    return {
        rule,
        what,
        where,
        mend: corrected === undefined ? mend : `${mend} Write: \`${corrected}\``,
    };
}

;// CONCATENATED MODULE: ./lib/validate.js










function checkProject(inputs, report, findings, { workspace, show, env, version }) {
    const directory = inputs.workingDirectory;
    if (!(0,external_node_fs_namespaceObject.statSync)(directory, { throwIfNoEntry: false })?.isDirectory()) {
        throw new ActionError({
            what: `\`working-directory\` ${show(directory)} does not exist.`,
            mend: "Correct it, and check that a step before checks the repository out (actions/checkout).",
        });
    }
    const paths = findFiles(inputs.prefectFiles, directory, show, findings);
    findings.stopOnProblems();
    const reports = new Reports();
    const context = makeContext({ paths, directory, show, env, version }, reports.report);
    const asked = onlyAsked(context, inputs.names);
    report.findings = check_check(asked.context, reports, inputs.ignoreRules, (shown) => (0,external_node_path_namespaceObject.resolve)(workspace, shown));
    report.checked = {
        files: paths.length,
        deployments: context.files.reduce((sum, { deployments }) => sum + deployments.length, 0),
    };
    return { context, problems: asked.problems };
}
function validate(inputs, report, findings, checkout) {
    const { problems } = checkProject(inputs, report, findings, checkout);
    findings.problems.push(...problems);
    report.findings = (report.findings ?? []).map(notYetSet);
    validate_say(report.findings ?? [], findings);
    findings.stopOnProblems();
}
function notYetSet(finding) {
    return finding.rule === "template-unset" ? { ...finding, severity: "warning" } : finding;
}
function validate_say(found, findings) {
    const of = { error: findings.problems, warning: findings.warnings, note: findings.advice };
    for (const finding of found)
        of[finding.severity].push(asProblem(finding));
}
function writeSarif(found, folder, page) {
    const file = (0,external_node_path_namespaceObject.join)(folder, `prefect-validate-${(0,external_node_crypto_namespaceObject.randomBytes)(4).toString("hex")}.sarif`);
    (0,external_node_fs_namespaceObject.writeFileSync)(file, JSON.stringify(sarif(found, RULES, page), undefined, 1));
    return file;
}

;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: ./lib/transaction/gateway.js






async function startGateway(target, { trouble }) {
    const base = `/${(0,external_node_crypto_namespaceObject.randomBytes)(18).toString("base64url")}/api`;
    const server = external_node_http_namespaceObject.createServer((incoming, outgoing) => {
        const path = incoming.url ?? "";
        if (!path.startsWith(`${base}/`)) {
            outgoing.writeHead(404).end();
            return;
        }
        const url = endpoint(target, path.slice(base.length));
        if (!url.pathname.startsWith(`${new URL(target.apiUrl).pathname}/`)) {
            outgoing.writeHead(404).end();
            return;
        }
        const upstream = (url.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(url, {
            agent: agentOf(url, target),
            method: incoming.method ?? "GET",
            headers: {
                ...passedOn(incoming.headers, CLIENTS_OWN),
                ...target.headers,
                ...(incoming.headers["transfer-encoding"] === undefined ? {} : { "transfer-encoding": "chunked" }),
            },
            ...tlsOptions(target),
        });
        const noAnswer = (code) => {
            trouble(`No answer from ${url.host} to ${incoming.method ?? ""} ${url.pathname} (${code}).`);
            outgoing.writeHead(502, { "content-type": "application/json" });
            outgoing.end(JSON.stringify({ exception_message: `No answer from ${url.host} (${code}).` }));
        };
        upstream.on("response", (answer) => {
            try {
                outgoing.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
            }
            catch {
                noAnswer("an answer that is no HTTP");
                answer.destroy();
                return;
            }
            (0,external_node_stream_namespaceObject.pipeline)(answer, outgoing, () => undefined);
        });
        let failure = "ECONNRESET";
        upstream.on("error", (error) => {
            failure = codeOf(error);
        });
        upstream.on("close", () => {
            if (!outgoing.headersSent && !outgoing.destroyed)
                noAnswer(failure);
        });
        outgoing.on("close", () => {
            if (!outgoing.writableFinished)
                upstream.destroy();
        });
        (0,external_node_stream_namespaceObject.pipeline)(incoming, upstream, () => undefined);
    });
    await new Promise((resolve, reject) => {
        server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address();
    return {
        apiUrl: `http://127.0.0.1:${port}${base}`,
        close: () => new Promise((resolve) => {
            server.close(() => {
                resolve();
            });
            server.closeAllConnections();
        }),
    };
}
function gatewayEnvironment(gateway, uiUrl, env) {
    const direct = [env["NO_PROXY"], env["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
    return {
        [SETTINGS.apiUrl.env]: gateway.apiUrl,
        [SETTINGS.uiUrl.env]: uiUrl,
        [SETTINGS.apiKey.env]: "",
        [SETTINGS.authString.env]: "",
        [SETTINGS.customHeaders.env]: "{}",
        NO_PROXY: direct,
        no_proxy: direct,
    };
}
const HOP_BY_HOP = [
    ...["connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization"],
    ...["te", "trailer", "transfer-encoding", "upgrade"],
];
const CLIENTS_OWN = ["host", "authorization"];
function passedOn(headers, less = []) {
    const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
    const dropped = new Set([...HOP_BY_HOP, ...named, ...less]);
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

;// CONCATENATED MODULE: ./lib/deploy.js


























async function deploy(asked, report, findings, around) {
    const { log } = around;
    const inputs = await completeInputs(asked, findings, around);
    const project = await log.group("Read the settings and the prefect files", () => readProject(inputs, report, findings, around));
    const { manifests, sources, resolved } = project;
    const target = targetOf(inputs, resolved, around.env);
    const server = await log.group("Check the server", () => checkServer(inputs, target, resolved, report, around));
    const env = childEnvironment(around.env, resolved.env);
    const { client, probed } = await log.group("Check the Prefect client", () => checkClient({ ...project, inputs, env, server }, report, findings, around));
    const api = new PrefectApi(target, server.csrf, around.signal);
    const decided = inputs.tls.client ? { ...resolved.env, [SETTINGS.apiUrl.env]: "" } : resolved.env;
    const selected = await log.group("Select the deployments", () => selectDeployments({ inputs, manifests, probed, env, api, decided }, findings, around));
    const copiesFiles = selected.some(runsSteps);
    const credential = await lastingCredential(asked, inputs, around);
    const current = { ...inputs, credential };
    const fresh = credential === inputs.credential ? target : targetOf(current, resolved, around.env);
    if (!copiesFiles)
        await writeSettings(current, sources, report, around);
    await withGateway(current, fresh, { ...env, ...deploy_bearer(credential) }, log, (cliEnv) => {
        const reading = new PrefectApi(fresh, server.csrf, around.signal);
        const job = { inputs: current, client, env: cliEnv, api: reading, selected, files: probed.files };
        return deployFiles(job, report, around);
    });
    if (copiesFiles)
        await writeSettings(current, sources, report, around);
}
function deploy_bearer(credential) {
    return credential.kind === "bearer" ? { [SETTINGS.apiKey.env]: credential.token } : {};
}
async function withGateway(inputs, target, env, log, work) {
    if (!inputs.tls.client) {
        await work(env);
        return;
    }
    const gateway = await startGateway(target, {
        trouble: (line) => {
            log.line(line);
        },
    });
    try {
        await work({ ...env, ...gatewayEnvironment(gateway, inputs.uiUrl, env) });
    }
    finally {
        await gateway.close();
    }
}
async function readProject(inputs, report, findings, around) {
    const { log, show, env, signal } = around;
    const directory = inputs.workingDirectory;
    const started = { cwd: directory, env: childEnvironment(env, {}), signal };
    const installed = await findInstalled(inputs.prefectCommand, started);
    const { context } = checkProject(inputs, report, findings, { ...around, version: installed?.version });
    validate_say(report.findings ?? [], findings);
    for (const { what, mend, where } of findings.advice.splice(0)) {
        findings.note(`${where ? `${place(where)}: ` : ""}${what} ${mend}`);
    }
    for (const file of takeBackEarlier(directory, around.temp)) {
        log.line(`${show(file)} of an earlier step of this job was put back as it was before.`);
    }
    checkConfigTarget(inputs, show);
    const sources = readSources(env, directory, show, inputs.profile);
    log.mask(rivalSecrets(sources));
    const resolved = resolveRivals(inputs, sources, findings);
    const manifests = manifestsOf(context);
    deploy_say(findings, log);
    findings.stopOnProblems();
    log.line(`Working directory: ${show(directory) || "."}`);
    for (const { file, deployments } of manifests)
        log.line(`${file}: ${deployments.length} deployments`);
    return { manifests, sources, resolved, client: installed?.client };
}
async function writeSettings(inputs, sources, report, { log, show, temp, remember }) {
    const record = writeConfig(inputs, sources, temp, show, remember);
    if (!record)
        return;
    const file = show(record.file);
    report.configFile = file;
    await log.group(`Write ${file}`, () => {
        log.line("Readable by this user only (mode 0600).");
        log.line(inputs.keepConfig
            ? `It stays for later steps (keep-config) and holds: ${configContents(inputs, sources).join(", ")}.`
            : "It is put back as it was at the end of the job.");
    });
}
function rivalSecrets(sources) {
    return sources.settings.flatMap((setting) => {
        const values = setting.name === "customHeaders"
            ? Object.values(headersOf(setting))
            : ["apiKey", "authString"].includes(setting.name) && typeof setting.value === "string"
                ? [setting.value]
                : [];
        return secretForms({ values, username: "", password: "", headers: "" });
    });
}
async function checkServer(inputs, target, resolved, report, around) {
    const { log, signal, deadline } = around;
    log.line(`${inputs.apiUrl}, authentication: ${describeCredential(inputs.credential)}`);
    const context = {
        apiUrl: inputs.apiUrl,
        credential: inputs.credential.kind,
        headerNames: Object.keys(resolved.headers),
        clientCertificate: inputs.tls.client !== undefined,
        outsideAscii: inputs.credential.kind === "basic" && !isAscii(authString(inputs.credential)),
        ...tokenOf(inputs),
    };
    const started = Date.now();
    const passed = await preflight(target, context, {
        retries: inputs.retries,
        deadline,
        signal,
        progress: (line) => {
            log.line(line);
        },
    });
    report.serverVersion = passed.serverVersion;
    if (passed.csrf)
        log.mask([passed.csrf.token]);
    log.line(`Prefect ${passed.serverVersion} answered (${Date.now() - started} ms).`);
    return passed;
}
function tokenOf({ credential, headers }) {
    const sent = sentToken(credential, headers);
    if (!sent)
        return {};
    const jwt = readJwt(sent.token);
    return { token: { from: sent.from, ...(jwt ? { jwt } : {}) } };
}
function targetOf(inputs, resolved, env) {
    const header = authorization(inputs.credential);
    const ca = inputs.tls.ca ??
        (resolved.caFile === undefined ? undefined : readCa(resolved.caFile, inputs.workingDirectory));
    return {
        apiUrl: inputs.apiUrl,
        headers: { ...resolved.headers, ...(header === undefined ? {} : { Authorization: header }) },
        tls: {
            skipVerify: resolved.skipVerify,
            ...(ca === undefined ? {} : { ca }),
            ...(inputs.tls.client ? { client: inputs.tls.client } : {}),
        },
        proxyEnv: env,
    };
}
function readCa(file, directory) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.resolve)(directory, file), "utf8");
    }
    catch (error) {
        throw new ActionError({
            what: `${SETTINGS.caFile.env} or SSL_CERT_FILE names ${file}, which cannot be read (${error.code ?? "unknown error"}).`,
            mend: "Correct the path, or write the certificate there in a step before.",
        });
    }
}
async function checkClient(check, report, findings, around) {
    const { inputs, resolved, sources, env, manifests, server } = check;
    const { log, signal } = around;
    const options = { cwd: inputs.workingDirectory, env, signal };
    const client = check.client ?? (await findClient(inputs.prefectCommand, installLine(server.serverVersion), options));
    const question = {
        expected: {
            api_url: inputs.apiUrl,
            auth_string: resolved.env[SETTINGS.authString.env] ?? "",
            api_key: resolved.env[SETTINGS.apiKey.env] ?? "",
            headers: resolved.headers,
        },
        environment: resolved.env,
        files: manifests.map(({ path }) => path),
    };
    const probed = await probe(client, question, server.serverVersion, options);
    report.clientVersion = probed.version;
    report.settings = checkEffective(inputs, resolved, sources, probed, findings);
    log.line(`Prefect ${probed.version}, run by ${probed.python}`);
    for (const { name, value, source } of report.settings)
        log.line(`${name}: ${value}  [${source}]`);
    if (compareVersions(probed.version, server.serverVersion) > 0) {
        findings.warning(`The client is Prefect ${probed.version}, newer than the server's ${server.serverVersion}; the server may not know what it sends.`, `Pin the client: ${installLine(server.serverVersion)}.`);
    }
    deploy_say(findings, log);
    findings.stopOnProblems();
    return { client, probed };
}
async function selectDeployments({ inputs, manifests, probed, env, api, decided }, findings, around) {
    const { log, show } = around;
    const candidates = joinProbe(manifests, probed.files, env, (path) => show((0,external_node_path_namespaceObject.resolve)(inputs.workingDirectory, path)));
    const selected = select_select(candidates, inputs.names, findings);
    checkSelected(selected, manifests, probed.files, probed.version, findings);
    checkOwnVariables(selected, decided, around.env, findings);
    const onServer = await api.workPools(namedPools(selected, env));
    checkWorkPools(selected, onServer, probed.settings.default_work_pool, env, findings);
    deploy_say(findings, log);
    findings.stopOnProblems();
    log.line(`${selected.length} of ${candidates.length} deployments${inputs.names.length > 0 ? ` (names: ${inputs.names.join(", ")})` : ""}:`);
    for (const { flow, flowNames, name } of selected)
        log.line(`  ${flow ?? flowNames[0] ?? "?"}/${name ?? ""}`);
    return selected;
}
function deploy_say(findings, log) {
    for (const note of findings.notes.splice(0))
        log.line(note);
    for (const warning of findings.warnings)
        log.warnOnce(warning);
}

;// CONCATENATED MODULE: ./lib/report/log.js




const ANNOTATIONS = 9;
class Log {
    label;
    secrets = [];
    shown = new Set();
    annotated = { error: 0, warning: 0, notice: 0 };
    constructor(label) {
        this.label = label;
    }
    mask(forms) {
        for (const form of forms)
            core.setSecret(form);
        this.secrets = [...new Set([...this.secrets, ...forms])].sort((a, b) => b.length - a.length);
    }
    clean(text) {
        return redact(text, this.secrets);
    }
    line(text) {
        core.info(withoutCommands(this.clean(text)));
    }
    async group(title, body) {
        core.startGroup(this.clean(this.titled(title)));
        try {
            return await body();
        }
        finally {
            core.endGroup();
        }
    }
    async foreign(body) {
        const token = (0,external_node_crypto_namespaceObject.randomUUID)();
        core.info(`::stop-commands::${token}`);
        try {
            return await body();
        }
        finally {
            core.info(`::${token}::`);
        }
    }
    problem(problem) {
        this.annotate("error", problem);
    }
    warnOnce(problem) {
        if (this.shown.has(describe(problem)))
            return;
        this.shown.add(describe(problem));
        this.annotate("warning", problem);
    }
    notice(problem) {
        this.annotate("notice", problem);
    }
    titled(title) {
        return this.label === undefined ? title : `[${this.label}] ${title}`;
    }
    annotate(kind, problem) {
        const text = this.clean(describe(problem));
        const { where } = problem;
        this.annotated[kind] += 1;
        if (this.annotated[kind] > ANNOTATIONS) {
            core.info(withoutCommands(`${kind}: ${text}`));
            return;
        }
        const properties = {
            title: this.clean(this.titled(problem.rule ?? "Prefect deploy")),
            ...(where ? { file: this.clean(where.file), ...linesOf(where) } : {}),
        };
        core[kind](text, properties);
    }
}
function linesOf({ line, column, endLine = line, endColumn }) {
    if (line === undefined || endLine === undefined)
        return {};
    const columns = column === undefined || endColumn === undefined || line !== endLine
        ? {}
        : { startColumn: column, endColumn };
    return { startLine: line, ...(endLine === line ? {} : { endLine }), ...columns };
}
function withoutCommands(text) {
    return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}

;// CONCATENATED MODULE: ./lib/report/report.js
function rulePage({ docs }, rule) {
    return docs === undefined ? undefined : `${docs}/rules/${rule}.md`;
}
function emptyReport() {
    return { environment: undefined, mode: "deploy", settings: [], results: [], problems: [], warnings: [] };
}
function count(results, action) {
    return results.filter((result) => result.action === action).length;
}
function report_withoutSecrets(report, clean) {
    const cleaned = (value) => {
        if (typeof value === "string")
            return clean(value);
        if (Array.isArray(value))
            return value.map(cleaned);
        if (typeof value !== "object" || value === null)
            return value;
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
    };
    const results = report.results.map((result) => ({
        ...cleaned(result),
        action: result.action,
    }));
    return { ...cleaned(report), mode: report.mode, results };
}
function tally(results) {
    const parts = ["failed", "not-tried", "created", "updated"]
        .map((action) => [count(results, action), action])
        .filter(([number]) => number > 0)
        .map(([number, action]) => `${number} ${action === "not-tried" ? "not tried" : action}`);
    return `${counted(results.length, "deployment")}: ${parts.join(", ")}.`;
}
function tallyFindings(findings) {
    const parts = ["error", "warning", "note"]
        .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity])
        .filter(([number]) => number > 0)
        .map(([number, severity]) => counted(number, severity));
    return parts.join(", ") || "nothing found";
}
function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
function failuresFirst(results) {
    const rank = { failed: 0, "not-tried": 1, created: 2, updated: 2 };
    return results.toSorted((a, b) => rank[a.action] - rank[b.action]);
}

;// CONCATENATED MODULE: ./lib/report/outputs.js

function outputs(report) {
    const { results } = report;
    return {
        deployments: JSON.stringify(results.map(({ file, flow, name, id, url, action, error }) => ({
            file,
            flow,
            name,
            id,
            url,
            action,
            error,
        }))),
        created: String(count(results, "created")),
        changed: String(count(results, "updated")),
        failed: String(count(results, "failed")),
        "not-tried": String(count(results, "not-tried")),
        "effective-settings": JSON.stringify(Object.fromEntries(report.settings.map(({ name, value, source }) => [name, { value, source }]))),
        "server-version": report.serverVersion ?? "",
        "client-version": report.clientVersion ?? "",
        authentication: report.authentication ?? "",
        "config-file": report.configFile ?? "",
        findings: findingsOutput(report.findings ?? []),
    };
}
const FINDINGS_LIMIT = 500_000;
function findingsOutput(findings) {
    let size = 2;
    const items = [];
    for (const { where, what, ...finding } of findings) {
        const item = JSON.stringify({ ...finding, message: what, ...where });
        size += Buffer.byteLength(item) + 1;
        if (size > FINDINGS_LIMIT)
            break;
        items.push(item);
    }
    return `[${items.join(",")}]`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js


const SUMMARY_LIMIT_BYTES = 900 * 1024;
function summary(report, limit = SUMMARY_LIMIT_BYTES) {
    const results = failuresFirst(report.results);
    const all = Math.max(results.length, report.findings?.length ?? 0);
    for (let rows = all, items = 200;; rows = Math.floor(rows / 2), items = Math.floor(items / 2)) {
        const text = render(report, results.slice(0, rows), Math.max(results.length - rows, 0), items, rows);
        if (Buffer.byteLength(text) <= limit)
            return text;
        if (rows === 0 && items === 0)
            return cut(text, limit);
    }
}
function cut(text, limit) {
    return new TextDecoder().decode(Buffer.from(text).subarray(0, limit), { stream: true });
}
function render(report, results, left, items, rows) {
    const others = (problems) => problems.filter(({ rule }) => rule === undefined);
    return [
        summary_heading(report),
        facts(report),
        section("What is wrong", others(report.problems), items),
        findings(report, rows),
        table(results, left),
        section("Warnings", others(report.warnings), items),
        settings(report),
    ]
        .filter((part) => part !== "")
        .join("\n\n")
        .concat("\n");
}
function summary_heading(report) {
    const failed = report.problems.length > 0;
    const label = report.environment === undefined ? "" : `: ${summary_escape(report.environment)}`;
    const outcome = report.mode === "validate" ? checked(report) : deployed(report);
    return `## ${failed ? "❌" : "✅"} Prefect ${report.mode}${label}\n\n${outcome}`.trim();
}
function deployed({ results, problems }) {
    if (results.length > 0)
        return tally(results);
    return problems.length > 0 ? "Nothing was deployed." : "";
}
function checked({ checked: looked, findings: found = [] }) {
    return looked
        ? `${counted(looked.deployments, "deployment")} in ${counted(looked.files, "file")}: ${tallyFindings(found)}.`
        : "";
}
function facts(report) {
    const parts = [
        report.apiUrl === undefined ? "" : `Server ${code(report.apiUrl)}`,
        report.serverVersion === undefined ? "" : `Prefect ${summary_escape(report.serverVersion)} on the server`,
        report.clientVersion === undefined ? "" : `${summary_escape(report.clientVersion)} in this job`,
        report.authentication === undefined ? "" : `authentication: ${summary_escape(report.authentication)}`,
    ];
    return parts.filter((part) => part !== "").join(" · ");
}
function section(title, problems, items) {
    if (problems.length === 0)
        return "";
    const shown = problems.slice(0, items);
    const more = problems.length - shown.length;
    return [
        `### ${title}`,
        "",
        ...shown.map(({ what, where, mend }) => `- ${where ? `${code(place(where))}: ` : ""}${summary_escape(what)} **${summary_escape(mend)}**`),
        ...(more > 0 ? [`- … and ${more} more; the log has them all.`] : []),
    ].join("\n");
}
const FINDING_SIGNS = { error: "❌ error", warning: "⚠️ warning", note: "ℹ️ note" };
function findings(report, rows) {
    const { findings: all = [] } = report;
    if (all.length === 0)
        return "";
    const named = (rule) => {
        const page = rulePage(report, rule);
        return page === undefined ? code(rule) : `[${code(rule)}](${linked(page)})`;
    };
    const shown = all.slice(0, rows);
    const left = all.length - shown.length;
    return [
        "| | Where | What | Write instead |",
        "| --- | --- | --- | --- |",
        ...shown.map(({ severity, rule, what, mend, where, corrected }) => `| ${[
            `${FINDING_SIGNS[severity]}<br>${named(rule)}`,
            code(place(where)),
            summary_escape(what),
            summary_escape(mend) + (corrected === undefined ? "" : `<br>${code(corrected)}`),
        ].join(" | ")} |`),
        ...(left > 0
            ? ["", `… and ${tallyFindings(all.slice(rows))} more; the log and the SARIF file have them all.`]
            : []),
    ].join("\n");
}
const SIGNS = {
    created: "🆕 created",
    updated: "🔄 updated",
    failed: "❌ failed",
    "not-tried": "⏭️ not tried",
};
function table(results, left) {
    if (results.length === 0 && left === 0)
        return "";
    const rows = results.map((result) => {
        const name = summary_escape(`${result.flow}/${result.name}`);
        return `| ${[
            SIGNS[result.action],
            result.url === undefined ? name : `[${name}](${linked(result.url)})`,
            code(place(result.where)),
        ].join(" | ")} |`;
    });
    return [
        "| Result | Deployment | File |",
        "| --- | --- | --- |",
        ...rows,
        ...(left > 0 ? ["", `… and ${left} more; the log and the output \`deployments\` have them all.`] : []),
    ].join("\n");
}
function settings(report) {
    if (report.settings.length === 0)
        return "";
    return [
        "<details><summary>Effective settings</summary>",
        "",
        "| Setting | Value | From |",
        "| --- | --- | --- |",
        ...report.settings.map(({ name, value, source }) => `| ${summary_escape(name)} | ${code(value)} | ${summary_escape(source)} |`),
        "",
        "</details>",
    ].join("\n");
}
function summary_escape(text) {
    return oneLine(text)
        .split(/(`[^`]+`|\bhttps?:\/\/[^\s`"'<>]*[^\s`"'<>.,;:!?)])/)
        .map((part, index) => (index % 2 === 1 ? code(part.replace(/^`|`$/g, "")) : plain(part)))
        .join("");
}
function plain(text) {
    return text
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replace(/[\\`*_|[\]~#]/g, "\\$&");
}
function code(text) {
    const clean = oneLine(text).replaceAll("`", "'");
    return `\`${clean.replaceAll("\\|", "\\ |").replaceAll("|", "\\|")}\``;
}
function oneLine(text) {
    return text.replace(/\s+/g, " ").replace(/\u001b\[[0-9;]*m|[\u0000-\u001f\u007f]/g, "");
}
function linked(url) {
    return url.replace(/[\s()<>|\\`]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

;// CONCATENATED MODULE: ./lib/action.js
















const STATE = { isPost: "isPost", config: "config", temp: "temp" };
const raw = (name) => core.getInput(name, { trimWhitespace: false });
function isPost() {
    return core.getState(STATE.isPost) === "true";
}
async function main() {
    core.saveState(STATE.isPost, "true");
    const log = new Log();
    log.mask(secretForms(rawSecrets(raw)));
    const stop = stopSignals();
    const report = { ...emptyReport(), docs: docsOf(process.env) };
    const findings = new Findings();
    let withSummary = true;
    try {
        const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
        report.environment =
            raw("environment")
                .trim()
                .split(/[\r\n]/)[0] || undefined;
        log.label = report.environment;
        const show = (path) => shownPath(path, workspace);
        report.mode = readMode(raw);
        if (report.mode === "validate") {
            const inputs = readProjectInputs(raw, workspace, findings);
            withSummary = inputs.summary;
            validate(inputs, report, findings, { workspace, show, env: process.env });
            return;
        }
        const inputs = readInputs(raw, workspace, findings);
        withSummary = inputs.summary;
        report.apiUrl = inputs.apiUrl;
        report.authentication = describeCredential(inputs.credential);
        const temp = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(process.env["RUNNER_TEMP"] ?? (0,external_node_os_namespaceObject.tmpdir)(), "prefect-deploy-"));
        core.saveState(STATE.temp, temp);
        const limit = AbortSignal.timeout(inputs.timeout * 1000);
        await deploy(inputs, report, findings, {
            log,
            env: process.env,
            signal: AbortSignal.any([stop.signal, limit]),
            deadline: Date.now() + inputs.timeout * 1000,
            temp,
            workspace,
            show,
            remember: (record) => {
                if (!inputs.keepConfig)
                    core.saveState(STATE.config, JSON.stringify(record));
            },
        });
    }
    catch (error) {
        report.problems = problemsOf(error, stop.signal, raw("timeout").trim());
    }
    finally {
        stop.ignore();
        report.warnings = findings.warnings;
        for (const note of findings.notes.splice(0))
            log.line(note);
        await publish(report, findings, log, withSummary);
    }
}
async function publish(full, findings, log, withSummary) {
    const report = report_withoutSecrets(full, (text) => log.clean(text));
    const checks = report.mode === "validate";
    if (checks)
        for (const problem of report.problems)
            log.problem(problem);
    for (const warning of findings.warnings)
        log.warnOnce(warning);
    for (const problem of findings.advice)
        log.notice(problem);
    if (report.results.length > 0)
        log.line(log.titled(tally(report.results)));
    for (const { action, flow, name, url, error } of report.results) {
        log.line(`  ${action.padEnd(9)}  ${flow}/${name}${url === undefined ? "" : `  ${url}`}${error === undefined ? "" : `  ${error}`}`);
    }
    for (const [name, value] of Object.entries(outputs(report)))
        core.setOutput(name, value);
    if (checks && report.findings) {
        const folder = process.env["RUNNER_TEMP"] ?? (0,external_node_os_namespaceObject.tmpdir)();
        core.setOutput("sarif-file", writeSarif(report.findings, folder, (rule) => rulePage(report, rule)));
        const { files, deployments } = report.checked ?? { files: 0, deployments: 0 };
        log.line(`Checked ${counted(deployments, "deployment")} in ${counted(files, "file")}: ${tallyFindings(report.findings)}.`);
    }
    if (!checks)
        for (const problem of report.problems)
            log.problem(problem);
    if (withSummary && process.env["GITHUB_STEP_SUMMARY"]) {
        await core.summary.addRaw(summary(report)).write();
    }
    if (report.problems.length > 0)
        process.exitCode = core.ExitCode.Failure;
}
const RESTORED = {
    removed: "removed; there was none before.",
    "put back": "put back as it was before.",
    "left alone": "left as a later step made it.",
    "already gone": "already gone.",
};
function post() {
    const log = new Log();
    const secrets = secretForms(rawSecrets(raw));
    log.mask(secrets);
    const config = core.getState(STATE.config);
    const temp = core.getState(STATE.temp);
    try {
        if (config)
            log.line(restored(JSON.parse(config), secrets));
        if (temp)
            (0,external_node_fs_namespaceObject.rmSync)(temp, { recursive: true, force: true });
    }
    catch (error) {
        if (!(error instanceof ActionError))
            throw error;
        for (const problem of error.problems)
            log.problem(problem);
        process.exitCode = core.ExitCode.Failure;
    }
}
function restored(record, secrets) {
    const file = shownPath(record.file, process.env["GITHUB_WORKSPACE"] ?? process.cwd());
    return `${file}: ${RESTORED[restoreConfig(record, secrets)]}`;
}
function stopSignals() {
    const controller = new AbortController();
    const cancel = () => {
        controller.abort(new Error("cancelled"));
    };
    for (const name of ["SIGINT", "SIGTERM"])
        process.on(name, cancel);
    return {
        signal: controller.signal,
        ignore: () => {
            for (const name of ["SIGINT", "SIGTERM"])
                process.off(name, cancel);
        },
    };
}
function problemsOf(error, cancelled, timeout) {
    if (error instanceof ActionError)
        return error.problems.map((problem) => withLink(problem, process.env));
    if (cancelled.aborted) {
        return [{ what: "The job was cancelled.", mend: "Nothing more was deployed after that; run it again." }];
    }
    if (error instanceof Error && error.name === "TimeoutError") {
        return [
            {
                what: `The time was up: the step took longer than ${timeout} s (\`timeout\`).`,
                mend: "Look at what the log shows last; raise `timeout` if it only needs longer.",
            },
        ];
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [
        {
            what: `An error that this action does not know: ${text}`,
            mend: "This is a bug of the action; please report it with this text.",
        },
    ];
}
function docsOf({ GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, }) {
    return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs` : undefined;
}
function withLink(problem, env) {
    const base = docsOf(env);
    if (problem.see === undefined || base === undefined)
        return problem;
    const link = `${base}/troubleshooting.md#${problem.see}`;
    return { ...problem, mend: `${problem.mend} More: ${link}` };
}
function shownPath(path, workspace) {
    const inside = (0,external_node_path_namespaceObject.relative)(workspace, path);
    const shown = inside.startsWith("..") || (0,external_node_path_namespaceObject.isAbsolute)(inside) ? path : inside;
    return shown.replaceAll("\\", "/");
}


/***/ }),

/***/ 342:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(580);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(954);


try {
    if ((0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .isPost */ .tl)())
        (0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .post */ .bE)();
    else
        await (0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .iW)();
}
catch (error) {
    const { name, stack } = error instanceof Error ? error : new Error(String(error));
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__.setFailed)(`${name} in the action itself; please report it. ${stack?.split("\n").find((line) => line.includes(" at ")) ?? ""}`);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ExitCode: () => (/* binding */ ExitCode),
  addPath: () => (/* binding */ addPath),
  debug: () => (/* binding */ debug),
  endGroup: () => (/* binding */ endGroup),
  error: () => (/* binding */ error),
  exportVariable: () => (/* binding */ exportVariable),
  getBooleanInput: () => (/* binding */ getBooleanInput),
  getIDToken: () => (/* binding */ getIDToken),
  getInput: () => (/* binding */ getInput),
  getMultilineInput: () => (/* binding */ getMultilineInput),
  getState: () => (/* binding */ getState),
  group: () => (/* binding */ group),
  info: () => (/* binding */ info),
  isDebug: () => (/* binding */ isDebug),
  markdownSummary: () => (/* reexport */ markdownSummary),
  notice: () => (/* binding */ notice),
  platform: () => (/* reexport */ platform_namespaceObject),
  saveState: () => (/* binding */ saveState),
  setCommandEcho: () => (/* binding */ setCommandEcho),
  setFailed: () => (/* binding */ setFailed),
  setOutput: () => (/* binding */ setOutput),
  setSecret: () => (/* binding */ setSecret),
  startGroup: () => (/* binding */ startGroup),
  summary: () => (/* reexport */ summary),
  toPlatformPath: () => (/* reexport */ toPlatformPath),
  toPosixPath: () => (/* reexport */ toPosixPath),
  toWin32Path: () => (/* reexport */ toWin32Path),
  warning: () => (/* binding */ warning)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./lib/vendor/undici.js
class ProxyAgent {
    constructor() {
        throw new Error("undici is left out of this bundle: ProxyAgent is not available.");
    }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_namespaceObject.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const stderrDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(342);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
