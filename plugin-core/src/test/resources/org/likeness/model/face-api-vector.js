// Runs the face recognition net of the package @vladmandic/face-api by the package's own code, on the
// processor: node face-api-vector.js PACKAGE < picture > vector; float32, little endian; the picture is
// 150 x 150 pixels, R, G, B by turns, 0..255.
const fs = require('fs');
const path = require('path');
// The bundle is made for browsers: it must not take this for Node.
Object.defineProperty(process, 'versions', {
  value: {...process.versions, node: undefined},
  configurable: true
});
global.window = {fetch: () => {}};
global.document = {createElement: () => ({getContext: () => null})};
global.navigator = global.navigator || {userAgent: ''};
const root = process.argv[2];
const code = fs.readFileSync(path.join(root, 'dist/face-api.js'), 'utf8');
const faceapi = new Function(code + ';return faceapi;')();
const tf = faceapi.tf;
tf.env().setPlatform('plain', {
  fetch: () => {},
  now: () => Date.now(),
  encode: (s) => Buffer.from(s),
  decode: (b) => Buffer.from(b).toString(),
  isTypedArray: (a) => ArrayBuffer.isView(a),
  setTimeoutCustom: setTimeout
});
(async () => {
  await tf.setBackend('cpu');
  await tf.ready();
  const model = path.join(root, 'model/face_recognition_model');
  const manifest = JSON.parse(fs.readFileSync(model + '-weights_manifest.json'));
  const bin = fs.readFileSync(model + '.bin');
  const data = bin.buffer.slice(bin.byteOffset, bin.byteOffset + bin.length);
  const net = new faceapi.FaceRecognitionNet();
  net.loadFromWeightMap(tf.io.decodeWeights(data, manifest[0].weights));
  const raw = fs.readFileSync(0);
  const pixels = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const picture = tf.tensor4d(pixels, [1, 150, 150, 3]);
  const out = await net.forwardInput({toBatchTensor: () => picture}).data();
  fs.writeSync(1, Buffer.from(out.buffer, out.byteOffset, out.byteLength));
})();
