import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
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

/* unused reexport */ __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


__webpack_unused_export__ = httpOverHttp;
__webpack_unused_export__ = httpsOverHttp;
__webpack_unused_export__ = httpOverHttps;
__webpack_unused_export__ = httpsOverHttps;


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

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
exports.Ll = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
exports.YR = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 5149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  tl: () => (/* binding */ isPost),
  iW: () => (/* binding */ main),
  bE: () => (/* binding */ post)
});

// UNUSED EXPORTS: withLink

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 21 modules
var core = __nccwpck_require__(3426);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/credentials/credential.js
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
        if (isOfProxy(error, url, target))
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
function isOfProxy(error, url, { proxyEnv = {} }) {
    const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
    const value = proxyEnv[name] ?? proxyEnv[name.toUpperCase()] ?? "";
    if (!URL.canParse(value))
        return false;
    const proxy = new URL(value);
    if (error instanceof AggregateError)
        return error.errors.some((one) => isOfProxy(one, url, { proxyEnv }));
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
    if (credential.kind === "bearer")
        warnOfEnd(credential.token, findings, around.deadline);
    return { ...asked, tls, credential };
}
function sayClient({ key, subject, expires }, findings, { log, deadline }) {
    log.mask(key.split("\n").filter((line) => line !== "" && !line.startsWith("-----")));
    const until = expires.toISOString().slice(0, 10);
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
function warnOfEnd(token, findings, deadline) {
    const expires = readJwt(token)?.expires;
    if (expires === undefined || expires >= deadline)
        return;
    const left = expires - Date.now();
    findings.warning(left <= 0
        ? `The token in \`api-key\` ran out ${duration(-left)} ago.`
        : `The token in \`api-key\` lives for another ${duration(left)} only, which is less than \`timeout\`.`, "Store a fresh one, or let the action ask for one in each run: `oidc-audience`, or `token-url`.");
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./lib/manifest/read.js




const SKIPPED = ["**/node_modules/**", "**/.venv/**", "**/venv/**", "**/.git/**", "**/site-packages/**"];
function readManifests(patterns, directory, show, findings) {
    return findFiles(patterns, directory, show, findings).flatMap((path) => {
        const manifest = readManifest(path, show(path), findings);
        return manifest ? [manifest] : [];
    });
}
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
function readManifest(path, file, findings) {
    const source = readText(path, file, findings);
    if (source === undefined)
        return undefined;
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(source, {
        version: "1.1",
        schema: "yaml-1.1",
        merge: true,
        strict: false,
        uniqueKeys: false,
        lineCounter: lines,
        prettyErrors: false,
        logLevel: "error",
    });
    const error = document.errors[0];
    if (error) {
        findings.problem(`${file} is not valid YAML: ${error.message.replace(/[.:]?$/, ".")}`, "Mend it at this line; Prefect would drop the whole file and ask for an entrypoint.", { file, line: lines.linePos(error.pos[0]).line });
        return undefined;
    }
    const content = toJs(document, file, lines, findings);
    if (content === undefined)
        return undefined;
    const where = locator(document, file, lines);
    if (!isRecord(content)) {
        findings.problem(`${file} is ${content === null ? "empty" : "not a mapping of keys"}.`, "Write a list of `deployments:` in it; `prefect init` makes a file to start from.", { file, line: 1 });
        return undefined;
    }
    const deployments = readDeployments(content["deployments"], document, file, where, findings);
    if (!deployments)
        return undefined;
    const steps = [content["build"], content["push"]].flatMap(listOfSteps);
    return { path, file, deployments, pull: (content["pull"] ?? undefined) !== undefined, steps, where };
}
function readText(path, file, findings) {
    let bytes;
    try {
        bytes = (0,external_node_fs_namespaceObject.readFileSync)(path);
    }
    catch (error) {
        findings.problem(`${file} cannot be read (${error.code ?? "unknown error"}).`, "Let the user that runs this job read it.", { file });
        return undefined;
    }
    if ((0,external_node_buffer_namespaceObject.isUtf8)(bytes))
        return bytes.toString("utf8");
    const good = bytes.toString("utf8").split("\uFFFD")[0] ?? "";
    findings.problem(`${file} is not UTF-8 text.`, "Save it as UTF-8.", {
        file,
        line: good.split("\n").length,
    });
    return undefined;
}
function readDeployments(list, document, file, where, findings) {
    if (!Array.isArray(list) || list.length === 0) {
        const missing = list === undefined || list === null || Array.isArray(list);
        findings.problem(missing ? `${file} has no \`deployments\`.` : `\`deployments\` in ${file} is not a list.`, "Write one `- name: …` with its `entrypoint:` for each deployment below `deployments:`.", where(["deployments"]));
        return undefined;
    }
    return list.flatMap((item, index) => {
        if (isRecord(item)) {
            const written = (key) => read_text(item[key], document, ["deployments", index, key]);
            return [
                {
                    index,
                    where: where(["deployments", index]),
                    name: written("name"),
                    entrypoint: written("entrypoint"),
                    content: item,
                },
            ];
        }
        findings.problem(`Deployment ${index + 1} in ${file} is not a mapping of keys.`, "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.", where(["deployments", index]));
        return [];
    });
}
function toJs(document, file, lines, findings) {
    const refuse = (what, line) => {
        findings.problem(`${file} cannot be read: ${what}.`, "Check its anchors (&) and aliases (*).", line === undefined ? { file } : { file, line });
    };
    const lost = linkAliases(document);
    if (lost) {
        refuse(`no anchor &${lost.source} before *${lost.source}`, lines.linePos(lost.range?.[0] ?? 0).line);
        return undefined;
    }
    try {
        const content = document.toJS({ maxAliasCount: 10_000 });
        if (!isCircular(content))
            return content;
        refuse("an alias stands inside what it refers to");
    }
    catch (error) {
        refuse(error instanceof Error ? error.message : String(error));
    }
    return undefined;
}
function linkAliases(document) {
    const anchors = new Map();
    let lost;
    (0,dist/* visit */.YR)(document, {
        Node: (_key, node) => {
            if (!(0,dist/* isAlias */.Vj)(node)) {
                if (node.anchor !== undefined)
                    anchors.set(node.anchor, node);
                return;
            }
            const target = anchors.get(node.source);
            if (target === undefined) {
                lost ??= node;
                return;
            }
            const resolve = node.resolve.bind(node);
            node.resolve = (from, context) => {
                if (!context)
                    return target;
                context.aliasResolveCache = [target];
                return resolve(from, context);
            };
        },
    });
    return lost;
}
function isCircular(value, above = new Set(), done = new Set()) {
    if (typeof value !== "object" || value === null || done.has(value))
        return false;
    if (above.has(value))
        return true;
    above.add(value);
    const found = Object.values(value).some((item) => isCircular(item, above, done));
    above.delete(value);
    done.add(value);
    return found;
}
function locator(document, file, lines) {
    return (path) => {
        const { offset } = walk(document, path);
        return { file, line: offset === undefined ? 1 : lines.linePos(offset).line };
    };
}
function walk(document, path) {
    let node = document.contents;
    let offset = (0,dist/* isNode */.Ll)(node) ? node.range?.[0] : undefined;
    for (const step of path) {
        if ((0,dist/* isAlias */.Vj)(node))
            node = node.resolve(document);
        const next = (0,dist/* isMap */.jh)(node)
            ? node.items.findLast((pair) => String(pair.key) === String(step))
            : (0,dist/* isSeq */.oP)(node) && typeof step === "number"
                ? { key: node.items[step], value: node.items[step] }
                : undefined;
        if (next === undefined)
            return { node: undefined, offset };
        if ((0,dist/* isNode */.Ll)(next.key))
            offset = next.key.range?.[0] ?? offset;
        node = next.value;
    }
    return { node, offset };
}
function listOfSteps(section) {
    if (Array.isArray(section))
        return section;
    return isRecord(section) ? [section] : [];
}
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function read_text(value, document, path) {
    if (typeof value === "string")
        return value === "" ? undefined : value;
    const { node } = walk(document, path);
    const scalar = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
    if (value === null || value === undefined || !(0,dist/* isScalar */.jn)(scalar)) {
        return typeof value === "number" ? String(value) : undefined;
    }
    return scalar.source;
}

;// CONCATENATED MODULE: ./lib/manifest/template.js
const PLACEHOLDER = /{{\s*([\w.\-[\]$]+)\s*}}/g;
function expand(text, env) {
    return text.replaceAll(PLACEHOLDER, (placeholder, name) => env[name.replace(/^\$+/, "")] ?? placeholder);
}
function hasPlaceholder(text) {
    return text.search(PLACEHOLDER) >= 0;
}
function variablesIn(text) {
    const names = [...text.matchAll(PLACEHOLDER)].map((found) => (found[1] ?? "").replace(/^\$+/, ""));
    return [...new Set(names)];
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
function unsetVariables(value, env) {
    return placeholders(value)
        .filter(({ name }) => name.startsWith("$"))
        .map(({ name, path }) => ({ name: name.replace(/^\$+/, ""), path }))
        .filter(({ name }) => env[name] === undefined);
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

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __nccwpck_require__(1916);
;// CONCATENATED MODULE: ./lib/manifest/check.js




function checkSelected(selected, manifests, files, env, version, findings) {
    for (const [position, manifest] of manifests.entries()) {
        const probed = files[position];
        if (!probed)
            continue;
        const own = selected.filter((deployment) => deployment.manifest === manifest);
        checkReadable(manifest, probed, findings);
        checkModels(manifest, probed, own, version, findings);
        checkTexts(manifest, probed, own, findings);
        checkPull(manifest, own, findings);
        checkSlugs(manifest, own, findings);
        for (const deployment of own) {
            checkKeys(deployment, probed.known_keys, findings);
            checkEntrypoint(deployment, findings);
            checkRunName(deployment, findings);
            checkVariables(deployment, env, findings);
            checkStepOutputs(deployment, env, findings);
        }
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
function checkPull(manifest, selected, findings) {
    if (manifest.pull)
        return;
    const without = selected.filter(({ deployment: { content } }) => {
        const workPool = content["work_pool"];
        const inImage = workPool?.job_variables?.image !== undefined;
        return (content["pull"] ?? undefined) === undefined && !inImage;
    });
    const [first] = without;
    if (!first)
        return;
    findings.warning(`${without.map(quoted).join(", ")} in ${manifest.file}: no \`pull:\` step, so Prefect stores this runner's own directory, where no worker will find the code.`, "Add a `pull:` section, for example with `prefect.deployments.steps.git_clone`, or `pull: []` if the image holds the code.", first.where);
}
function checkSlugs(manifest, selected, findings) {
    const without = selected.filter(({ deployment: { content } }) => {
        const schedules = [content["schedules"], content["schedule"]].flat();
        return schedules.some((schedule) => typeof schedule === "object" && schedule !== null && !Object.hasOwn(schedule, "slug"));
    });
    if (without.length === 0)
        return;
    findings.note(`${manifest.file}: schedules without a \`slug\` (${without.map(quoted).join(", ")}) are made anew; one that was paused in the UI is switched on again.`);
}
function checkKeys(deployment, known, findings) {
    for (const key of Object.keys(deployment.deployment.content)) {
        if (known.length === 0 || known.includes(key))
            continue;
        const nearest = (0,mod/* closest */.kp)(key, [...known]);
        findings.warning(`${quoted(deployment)}: Prefect ignores the key \`${key}\` without a word.`, (0,mod/* distance */.Io)(key, nearest) <= 3
            ? `Did you mean \`${nearest}\`?`
            : "Take it out, or look up how Prefect 3 spells it.", deployment.manifest.where(["deployments", deployment.deployment.index, key]));
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
function checkRunName(deployment, findings) {
    const { source } = deployment;
    if (source.status !== "found" || source.run_name === null)
        return;
    const fields = [...source.run_name.replaceAll(/{{|}}/g, "").matchAll(/{([^}!:.[]*)/g)].map((found) => found[1] ?? "");
    const unknown = fields.filter((field) => !source.parameters.includes(field));
    if (unknown.length === 0)
        return;
    findings.warning(`${quoted(deployment)}: flow_run_name ${JSON.stringify(source.run_name)} uses ${unknown.map((field) => `{${field}}`).join(", ")}, which is no parameter of ${source.function}; every run would fail with a KeyError.`, "Use parameters of the flow only, or give @flow a function as flow_run_name.", { file: source.path, line: source.line });
}
function checkVariables(deployment, env, findings) {
    const { content, index } = deployment.deployment;
    for (const { name, path } of unsetVariables(content, env)) {
        const where = deployment.manifest.where(["deployments", index, ...path]);
        const what = `${quoted(deployment)}: {{ $${name} }} in \`${path.join(".")}\` is not set in this job`;
        const mend = `Set ${name} with \`env:\` in the workflow.`;
        if (isDecisive(path))
            findings.problem(`${what}.`, mend, where);
        else
            findings.warning(`${what}; Prefect deploys it as an empty value or as the text None.`, mend, where);
    }
    checkEmpty(deployment, env, findings);
}
function isDecisive(path) {
    return path[0] === "name" || path[0] === "entrypoint" || (path[0] === "work_pool" && path[1] === "name");
}
const FILLED_LATER = new Set(["build", "push", "pull", "triggers"]);
function checkStepOutputs(deployment, env, findings) {
    const { content, index } = deployment.deployment;
    const own = [content["build"], content["push"]].flatMap(listOfSteps);
    const steps = [...own, ...deployment.manifest.steps];
    const ids = new Set(steps.flatMap((step) => (isRecord(step) ? Object.values(step) : [])).map(idOf));
    for (const { name, path } of placeholders(content)) {
        const elsewhere = /^(\$|prefect\.|ctx\.)/.test(name) || env[name] !== undefined;
        if (elsewhere || FILLED_LATER.has(String(path[0])))
            continue;
        const [step = "", field] = name.split(".", 2);
        if (field === undefined ? steps.length > 0 : ids.has(step))
            continue;
        const what = `${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` is filled in by nothing: no build or push step has the id ${JSON.stringify(step)}`;
        const mend = "Correct it to `id.field` of a step, or to `$NAME` of an environment variable.";
        const where = deployment.manifest.where(["deployments", index, ...path]);
        if (isDecisive(path))
            findings.problem(`${what}.`, mend, where);
        else
            findings.warning(`${what}; Prefect deploys it as nothing.`, mend, where);
    }
}
function idOf(inputs) {
    return isRecord(inputs) ? inputs["id"] : undefined;
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
function checkEmpty(deployment, env, findings) {
    const { content, index } = deployment.deployment;
    const workPool = content["work_pool"];
    const decisive = {
        name: content["name"],
        entrypoint: content["entrypoint"],
        "work_pool.name": workPool?.name,
    };
    for (const [path, value] of Object.entries(decisive)) {
        if (typeof value !== "string" || value.trim() === "" || expand(value, env).trim() !== "")
            continue;
        const names = variablesIn(value).map((name) => `{{ $${name} }}`);
        findings.problem(`${quoted(deployment)}: \`${path}\` is empty, since ${names.join(", ")} is empty in this job.`, "Check `env:` in the workflow, and that the secret or variable that it takes exists.", deployment.manifest.where(["deployments", index, ...path.split(".")]));
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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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
    const jwt = what === "bearer" ? token?.jwt : undefined;
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
    if (what !== "bearer" || !token?.jwt || theirs === undefined)
        return [];
    return [`sent a token with ${describeJwt(token.jwt, theirs)}`];
}
function forMinted(todo, { token }) {
    if (!token || token.from === "api-key" || !todo.includes("`api-key`"))
        return todo;
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
    const why = unsendable(name, value);
    return why === undefined
        ? undefined
        : { what: `its value holds ${why}.`, mend: "Store the secret again, on one line." };
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
/* harmony default export */ const smol_toml_dist = ({ parse: parse, stringify: stringify, TomlDate: TomlDate, TomlError: TomlError });

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
        flatKeys: [prefectToml, pyproject].flatMap((table) => (table ? flatKeys(table) : [])),
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
    const text = sources_readText(path, file);
    return text === undefined ? undefined : { file, text, root: parseToml(text, file), prefix };
}
function sources_readText(path, file) {
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
    const text = sources_readText(path, file);
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
function flatKeys(table) {
    const section = valueAt(table.root, table.prefix);
    if (!isTable(section))
        return [];
    return Object.keys(section)
        .filter((key) => /^PREFECT_/i.test(key))
        .map((key) => ({ key, where: whereIn(table, [...table.prefix, key]) }));
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
    const found = blocks.find(([, label]) => label?.endsWith("PRIVATE KEY"));
    const fail = (what, mend) => {
        findings.problem(`\`client-key\` ${what}`, mend);
        return undefined;
    };
    const again = "Give the client's private key in PEM form, as it was issued with the certificate.";
    const half = halfBlock(text, blocks.length);
    if (half !== undefined)
        return fail(half, again);
    if (!found) {
        const what = blocks.some(([, label]) => label === "CERTIFICATE")
            ? "holds a certificate, and no private key."
            : "holds no private key in PEM form.";
        return fail(what, again);
    }
    const [block] = found;
    if (/ENCRYPTED/.test(block)) {
        return fail("is encrypted, and there is no input for its passphrase.", "Store it as a secret without one: `openssl pkey -in client.key -out plain.key` takes it off.");
    }
    try {
        return { key: (0,external_node_crypto_namespaceObject.createPrivateKey)(block), text: `${block}\n` };
    }
    catch {
        return fail("is damaged: it cannot be read, as when a line is missing.", again);
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

;// CONCATENATED MODULE: ./lib/inputs.js









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
function keyLines(key) {
    const lines = key.includes("-----") || key.includes("\n") ? key.split(/\\n|\r?\n/) : [];
    return lines.filter((line) => !line.startsWith("-----"));
}
function readInputs(raw, workspace, findings) {
    const connection = readConnection(raw, findings);
    const inputs = {
        ...connection,
        tls: readTls(raw, workspace, findings),
        names: lines(raw("names")),
        prefectFiles: lines(raw("prefect-file")),
        workingDirectory: (0,external_node_path_namespaceObject.resolve)(workspace, raw("working-directory").trim() || "."),
        prefectCommand: command(raw("prefect-command"), findings),
        profile: raw("profile").trim() || undefined,
        environment: label(raw("environment"), findings),
        timeout: wholeNumber("timeout", raw("timeout"), 1, 86_400, "seconds", findings),
        retries: wholeNumber("retries", raw("retries"), 0, 100, "tries", findings),
        configTarget: oneOf("config-target", raw("config-target"), CONFIG_TARGETS, findings),
        keepConfig: yesOrNo("keep-config", raw("keep-config"), findings),
        summary: yesOrNo("summary", raw("summary"), findings),
    };
    if (inputs.prefectFiles.length === 0) {
        findings.problem("`prefect-file` is empty.", "Give the path of a prefect file, for example `prefect.yaml`.");
    }
    findings.stopOnProblems();
    for (const value of Object.values(inputs))
        Object.freeze(value);
    return Object.freeze(inputs);
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
    const [certificate, key] = [raw("client-certificate"), raw("client-key")];
    const [hasCertificate, hasKey] = [certificate, key].map((value) => value.trim() !== UNSET);
    if (hasCertificate && hasKey)
        return readClientCertificate({ certificate, key }, workspace, findings);
    if (hasCertificate !== hasKey) {
        const [given, missing] = hasCertificate ? ["certificate", "key"] : ["key", "certificate"];
        findings.problem(`\`client-${given ?? ""}\` is given without \`client-${missing ?? ""}\`.`, "Give both: the certificate, and the private key that it was made for.");
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
    for (const { key, where } of sources.flatKeys) {
        findings.warning(`${key} in ${where.file} has no effect: Prefect ignores flat keys in TOML files without a word.`, `Write it nested: ${nestedForm(key)}`, where);
    }
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
        const upstream = (url.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(url, {
            agent: agentOf(url, target),
            method: incoming.method ?? "GET",
            headers: { ...passedOn(incoming.headers, CLIENTS_OWN), ...target.headers },
            ...tlsOptions(target),
        });
        upstream.on("response", (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
            (0,external_node_stream_namespaceObject.pipeline)(answer, outgoing, () => undefined);
        });
        upstream.on("error", (error) => {
            if (outgoing.headersSent || outgoing.destroyed) {
                outgoing.destroy();
                return;
            }
            const code = codeOf(error);
            trouble(`No answer from ${url.host} to ${incoming.method ?? ""} ${url.pathname} (${code}).`);
            outgoing.writeHead(502, { "content-type": "application/json" });
            outgoing.end(JSON.stringify({ exception_message: `No answer from ${url.host} (${code}).` }));
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
    const direct = [env["NO_PROXY"] ?? env["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
    return {
        PREFECT_API_URL: gateway.apiUrl,
        PREFECT_UI_URL: uiUrl,
        PREFECT_API_KEY: "",
        PREFECT_API_AUTH_STRING: "",
        PREFECT_CLIENT_CUSTOM_HEADERS: "{}",
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
    const { manifests, sources, resolved } = await log.group("Read the settings and the prefect files", () => readProject(inputs, findings, around));
    const target = targetOf(inputs, resolved, around.env);
    const server = await log.group("Check the server", () => checkServer(inputs, target, resolved, report, around));
    const env = childEnvironment(around.env, resolved.env);
    const { client, probed } = await log.group("Check the Prefect client", () => checkClient({ inputs, manifests, sources, resolved, env, server }, report, findings, around));
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
function readProject(inputs, findings, around) {
    const { log, show } = around;
    const directory = inputs.workingDirectory;
    if (!(0,external_node_fs_namespaceObject.statSync)(directory, { throwIfNoEntry: false })?.isDirectory()) {
        throw new ActionError({
            what: `\`working-directory\` ${show(directory)} does not exist.`,
            mend: "Correct it, and check that a step before checks the repository out (actions/checkout).",
        });
    }
    for (const file of takeBackEarlier(directory, around.temp)) {
        log.line(`${show(file)} of an earlier step of this job was put back as it was before.`);
    }
    checkConfigTarget(inputs, show);
    const sources = readSources(around.env, directory, show, inputs.profile);
    log.mask(rivalSecrets(sources));
    const resolved = resolveRivals(inputs, sources, findings);
    const manifests = readManifests(inputs.prefectFiles, directory, show, findings);
    say(findings, log);
    findings.stopOnProblems();
    log.line(`Working directory: ${show(directory) || "."}`);
    for (const { file, deployments } of manifests)
        log.line(`${file}: ${deployments.length} deployments`);
    return { manifests, sources, resolved };
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
        ...tokenOf(inputs.credential),
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
function tokenOf(credential) {
    if (credential.kind !== "bearer")
        return {};
    const jwt = readJwt(credential.token);
    return { token: { from: credential.from, ...(jwt ? { jwt } : {}) } };
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
    const client = await findClient(inputs.prefectCommand, installLine(server.serverVersion), options);
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
    say(findings, log);
    findings.stopOnProblems();
    return { client, probed };
}
async function selectDeployments({ inputs, manifests, probed, env, api, decided }, findings, around) {
    const { log, show } = around;
    const candidates = joinProbe(manifests, probed.files, env, (path) => show((0,external_node_path_namespaceObject.resolve)(inputs.workingDirectory, path)));
    const selected = select_select(candidates, inputs.names, findings);
    checkSelected(selected, manifests, probed.files, env, probed.version, findings);
    checkOwnVariables(selected, decided, around.env, findings);
    const onServer = await api.workPools(namedPools(selected, env));
    checkWorkPools(selected, onServer, probed.settings.default_work_pool, env, findings);
    say(findings, log);
    findings.stopOnProblems();
    log.line(`${selected.length} of ${candidates.length} deployments${inputs.names.length > 0 ? ` (names: ${inputs.names.join(", ")})` : ""}:`);
    for (const { flow, flowNames, name } of selected)
        log.line(`  ${flow ?? flowNames[0] ?? "?"}/${name ?? ""}`);
    return selected;
}
function say(findings, log) {
    for (const note of findings.notes.splice(0))
        log.line(note);
    for (const warning of findings.warnings)
        log.warnOnce(warning);
}

;// CONCATENATED MODULE: ./lib/findings.js

class Findings {
    problems = [];
    warnings = [];
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

;// CONCATENATED MODULE: ./lib/report/log.js




const ANNOTATIONS = 9;
class Log {
    label;
    secrets = [];
    shown = new Set();
    annotated = { error: 0, warning: 0 };
    constructor(label) {
        this.label = label;
    }
    mask(forms) {
        for (const form of forms)
            core/* setSecret */.Pq(form);
        this.secrets = [...new Set([...this.secrets, ...forms])].sort((a, b) => b.length - a.length);
    }
    clean(text) {
        return redact(text, this.secrets);
    }
    line(text) {
        core/* info */.pq(withoutCommands(this.clean(text)));
    }
    async group(title, body) {
        core/* startGroup */.Oh(this.clean(this.titled(title)));
        try {
            return await body();
        }
        finally {
            core/* endGroup */.N4();
        }
    }
    async foreign(body) {
        const token = (0,external_node_crypto_namespaceObject.randomUUID)();
        core/* info */.pq(`::stop-commands::${token}`);
        try {
            return await body();
        }
        finally {
            core/* info */.pq(`::${token}::`);
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
    titled(title) {
        return this.label === undefined ? title : `[${this.label}] ${title}`;
    }
    annotate(kind, problem) {
        const text = this.clean(describe(problem));
        const { where } = problem;
        this.annotated[kind] += 1;
        if (this.annotated[kind] > ANNOTATIONS) {
            core/* info */.pq(withoutCommands(`${kind}: ${text}`));
            return;
        }
        const properties = {
            title: this.clean(this.titled("Prefect deploy")),
            ...(where ? { file: this.clean(where.file) } : {}),
            ...(where?.line === undefined ? {} : { startLine: where.line }),
        };
        if (kind === "error")
            core/* error */.z3(text, properties);
        else
            core/* warning */.$e(text, properties);
    }
}
function withoutCommands(text) {
    return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}

;// CONCATENATED MODULE: ./lib/report/report.js
function count(results, action) {
    return results.filter((result) => result.action === action).length;
}
function withoutSecrets(report, clean) {
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
    return { ...cleaned(report), results };
}
function tally(results) {
    const parts = ["failed", "not-tried", "created", "updated"]
        .map((action) => [count(results, action), action])
        .filter(([number]) => number > 0)
        .map(([number, action]) => `${number} ${action === "not-tried" ? "not tried" : action}`);
    return `${results.length} ${results.length === 1 ? "deployment" : "deployments"}: ${parts.join(", ")}.`;
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
    };
}

;// CONCATENATED MODULE: ./lib/report/summary.js


const SUMMARY_LIMIT_BYTES = 900 * 1024;
function summary(report, limit = SUMMARY_LIMIT_BYTES) {
    const results = failuresFirst(report.results);
    for (let rows = results.length, items = 200;; rows = Math.floor(rows / 2), items = Math.floor(items / 2)) {
        const text = render(report, results.slice(0, rows), results.length - rows, items);
        if (Buffer.byteLength(text) <= limit)
            return text;
        if (rows === 0 && items === 0)
            return cut(text, limit);
    }
}
function cut(text, limit) {
    return new TextDecoder().decode(Buffer.from(text).subarray(0, limit), { stream: true });
}
function render(report, results, left, items) {
    return [
        heading(report),
        facts(report),
        section("What is wrong", report.problems, items),
        table(results, left),
        section("Warnings", report.warnings, items),
        settings(report),
    ]
        .filter((part) => part !== "")
        .join("\n\n")
        .concat("\n");
}
function heading(report) {
    const failed = report.problems.length > 0;
    const label = report.environment === undefined ? "" : `: ${summary_escape(report.environment)}`;
    const outcome = report.results.length > 0 ? tally(report.results) : failed ? "Nothing was deployed." : "";
    return `## ${failed ? "❌" : "✅"} Prefect deploy${label}\n\n${outcome}`.trim();
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
const raw = (name) => core/* getInput */.V4(name, { trimWhitespace: false });
function isPost() {
    return core/* getState */.Gu(STATE.isPost) === "true";
}
async function main() {
    core/* saveState */.LZ(STATE.isPost, "true");
    const log = new Log();
    log.mask(secretForms(rawSecrets(raw)));
    const stop = stopSignals();
    const report = { environment: undefined, settings: [], results: [], problems: [], warnings: [] };
    const findings = new Findings();
    let withSummary = true;
    try {
        const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
        report.environment =
            raw("environment")
                .trim()
                .split(/[\r\n]/)[0] || undefined;
        log.label = report.environment;
        const inputs = readInputs(raw, workspace, findings);
        withSummary = inputs.summary;
        report.apiUrl = inputs.apiUrl;
        report.authentication = describeCredential(inputs.credential);
        const temp = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(process.env["RUNNER_TEMP"] ?? (0,external_node_os_namespaceObject.tmpdir)(), "prefect-deploy-"));
        core/* saveState */.LZ(STATE.temp, temp);
        const limit = AbortSignal.timeout(inputs.timeout * 1000);
        await deploy(inputs, report, findings, {
            log,
            env: process.env,
            signal: AbortSignal.any([stop.signal, limit]),
            deadline: Date.now() + inputs.timeout * 1000,
            temp,
            show: (path) => shownPath(path, workspace),
            remember: (record) => {
                if (!inputs.keepConfig)
                    core/* saveState */.LZ(STATE.config, JSON.stringify(record));
            },
        });
    }
    catch (error) {
        report.problems = problemsOf(error, stop.signal, raw("timeout").trim());
    }
    finally {
        stop.ignore();
    }
    report.warnings = findings.warnings;
    for (const note of findings.notes.splice(0))
        log.line(note);
    await publish(report, findings, log, withSummary);
}
async function publish(full, findings, log, withSummary) {
    const report = withoutSecrets(full, (text) => log.clean(text));
    for (const warning of findings.warnings)
        log.warnOnce(warning);
    if (report.results.length > 0)
        log.line(log.titled(tally(report.results)));
    for (const { action, flow, name, url, error } of report.results) {
        log.line(`  ${action.padEnd(9)}  ${flow}/${name}${url === undefined ? "" : `  ${url}`}${error === undefined ? "" : `  ${error}`}`);
    }
    for (const [name, value] of Object.entries(outputs(report)))
        core/* setOutput */.uH(name, value);
    for (const problem of report.problems)
        log.problem(problem);
    if (withSummary && process.env["GITHUB_STEP_SUMMARY"]) {
        await core/* summary */.z.addRaw(summary(report)).write();
    }
    if (report.problems.length > 0)
        process.exitCode = core/* ExitCode */.yU.Failure;
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
    const config = core/* getState */.Gu(STATE.config);
    const temp = core/* getState */.Gu(STATE.temp);
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
        process.exitCode = core/* ExitCode */.yU.Failure;
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
function withLink(problem, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    if (problem.see === undefined || !server || !repository || !ref)
        return problem;
    const link = `${server}/${repository}/blob/${ref}/docs/troubleshooting.md#${problem.see}`;
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
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3426);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5149);


try {
    if ((0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .isPost */ .tl)())
        (0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .post */ .bE)();
    else
        await (0,_action_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .iW)();
}
catch (error) {
    const { name, stack } = error instanceof Error ? error : new Error(String(error));
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setFailed */ .C1)(`${name} in the action itself; please report it. ${stack?.split("\n").find((line) => line.includes(" at ")) ?? ""}`);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  yU: () => (/* binding */ ExitCode),
  N4: () => (/* binding */ endGroup),
  z3: () => (/* binding */ error),
  V4: () => (/* binding */ getInput),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  LZ: () => (/* binding */ saveState),
  C1: () => (/* binding */ setFailed),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ core_setSecret),
  Oh: () => (/* binding */ startGroup),
  z: () => (/* reexport */ summary),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: addPath, debug, exportVariable, getBooleanInput, getIDToken, getMultilineInput, group, isDebug, markdownSummary, notice, platform, setCommandEcho, toPlatformPath, toPosixPath, toWin32Path

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
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
function utils_toCommandProperties(annotationProperties) {
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
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
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
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
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




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
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
var external_http_ = __nccwpck_require__(8611);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
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
var node_modules_tunnel = __nccwpck_require__(770);
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
const RetryableHttpVerbs = (/* unused pure expression or super */ null && (['OPTIONS', 'GET', 'DELETE', 'HEAD']));
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
class lib_HttpClient {
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
        const proxyUrl = pm.getProxyUrl(parsedUrl);
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
        info.httpModule = usingSsl ? https : http;
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
        const proxyUrl = pm.getProxyUrl(parsedUrl);
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
            maxSockets = this.requestOptions.maxSockets || http.globalAgent.maxSockets;
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
            agent = usingSsl ? new https.Agent(options) : new http.Agent(options);
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
class auth_BearerCredentialHandler {
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



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
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
            const httpclient = oidc_utils_OidcClient.createHttpClient();
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
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
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
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
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
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
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
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
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
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
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
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
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
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
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
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
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
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
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
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
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
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
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
function core_debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
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
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
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
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
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
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(342);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
