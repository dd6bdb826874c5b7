import './preview.ts';
import '../src/index.ts';

// The comments of this page are on our own server, which `npm start` starts; comment-server.ts
// gives it the thread that it begins with.
