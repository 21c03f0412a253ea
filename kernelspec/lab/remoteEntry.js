// The Teff language for JupyterLab's editors. JupyterLab loads this file as it stands: it calls
// init() with the packages that it shares and then get('./extension') for the plugin.
(function () {
  'use strict';

  // The words of the language: the build puts those of the kernel's declarations here.
  const words = /*WORDS*/ null;

  const set = list => new Set(list);
  const reserved = set(words.reserved);
  const statements = set(words.statements);
  const functions = set(words.functions);
  const types = set(words.types);
  const verbs = new Map(Object.entries(words.verbs));
  const sources = new Map(Object.entries(words.sources));
  const constants = set(['true', 'false', 'null']);

  const NAME = /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*/u;
  const NUMBER = /^\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/;
  const UNIT = new RegExp(
    '^(?:' + [...words.units].sort((a, b) => b.length - a.length).join('|') + ')(?![\\p{L}\\p{N}_])', 'u');
  const DATE =
    /^@\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?/;
  const ESCAPE = /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/;
  const SQL = /^(?:select|from|where|group|order|by|having|limit|join|left|right|full|inner|cross|on|using|as|and|or|not|in|is|null|case|when|then|else|end|with|union|all|distinct|over|partition|between|like|values|desc|asc|true|false|interval|qualify)\b/i;

  function startState() {
    return {
      // What is open, innermost last: brackets, texts (" ' and """), f-strings (f f"""), holes {.
      open: [],
      // What the next word may be: 'start' of a statement, 'verb' behind a pipe, 'form' behind a
      // verb, 'name' of a param or a def, 'type' of a param.
      next: 'start',
      forms: [],
      margin: -1,
      sql: false,
    };
  }

  function copyState(state) {
    return Object.assign({}, state, { open: state.open.slice() });
  }

  function token(stream, state) {
    if (stream.sol()) startLine(stream, state);
    const top = state.open[state.open.length - 1];
    if (top === '"' || top === "'" || top === '"""') return text(stream, state, top);
    if (top === 'f"' || top === 'f"""') return interpolation(stream, state, top);
    if (stream.eatSpace()) return null;
    if (state.sql) return query(stream);
    if (stream.match(/^#.*/)) return 'comment';
    if (top === '{}' && stream.match(/^:[^}"]*/)) return 'string.special';
    // Its quote ends an f-string of one line even inside braces.
    const outer = state.open.lastIndexOf('f"');
    if (outer >= 0 && stream.eat('"')) {
      state.open.length = outer;
      return 'string.special';
    }
    return literal(stream, state) || name(stream, state) || sign(stream, state);
  }

  const ofOneLine = ['"', "'", 'f"'];

  // A text of one line ended with the line before, closed or not. Outside brackets, a line whose
  // first word stands at the margin starts a statement.
  function startLine(stream, state) {
    const cut = state.open.findIndex(open => ofOneLine.includes(open));
    if (cut >= 0) state.open.length = cut;
    if (/^\s*(#(?! %%)|$)/.test(stream.string)) return;
    if (/^# %%/.test(stream.string)) state.sql = false;
    const column = stream.indentation();
    if (state.margin < 0) state.margin = column;
    if (!state.open.length && column <= state.margin && !/^\s*[|)\]}]/.test(stream.string)) {
      state.next = 'start';
    }
  }

  function literal(stream, state) {
    if (stream.match(/^f"""/)) return push(state, 'f"""', 'string.special');
    if (stream.match(/^f"/)) return push(state, 'f"', 'string.special');
    if (stream.match(/^r?"""/)) return push(state, '"""', 'string');
    if (stream.match(/^r"(?:\\.|[^"\\])*"?/) || stream.match(/^r'(?:\\.|[^'\\])*'?/)) return done(state, 'string');
    if (stream.match('"')) return push(state, '"', 'string');
    if (stream.match("'")) return push(state, "'", 'string');
    if (stream.match(/^`(?:``|[^`])+`?/)) return done(state, 'variableName');
    if (stream.match(DATE)) return done(state, 'number');
    if (stream.match(NUMBER)) {
      stream.match(UNIT) || stream.match(/^%(?!>)/);
      return done(state, 'number');
    }
    if (stream.eat('$')) {
      stream.match(NAME);
      return done(state, 'variableName.special');
    }
    return null;
  }

  function name(stream, state) {
    const isPart = stream.string[stream.pos - 1] === '.' && stream.string[stream.pos - 2] !== '.';
    const found = stream.match(NAME);
    if (!found) return null;
    const word = found[0];
    const expected = state.next;
    state.next = '';
    if (isPart) return 'propertyName';
    if (expected === 'name') {
      state.next = stream.match(/^\s*:/, false) ? 'type' : '';
      return 'variableName.definition';
    }
    if (expected === 'type' && types.has(word)) return 'tagName';
    const inHole = state.open[state.open.length - 1] === '{}';
    if (!inHole && stream.match(/^[ \t]*:(?!=)/, false)) {
      return 'attributeName';
    }
    if (stream.match(/^\s*=(?!=)/, false)) return 'variableName.definition';
    if (expected === 'verb') {
      if (verbs.has(word)) return behind(state, verbs.get(word));
      if (stream.match(/^\s*\(/, false)) return 'variableName.standard';
    }
    if (expected === 'form' && state.forms.includes(word)) return 'tagName';
    if (expected === 'start') {
      if (statements.has(word) && stream.match(/^\s+[\p{L}_"'$f]/u, false)) {
        if (word === 'param' || word === 'def') state.next = 'name';
        return 'keyword';
      }
    }
    if ((expected === 'start' || expected === 'source') && sources.has(word)
      && !stream.match(/^\s*[.:=,)+*\/-]/, false)) {
      return behind(state, sources.get(word));
    }
    if (constants.has(word)) return 'bool';
    if (reserved.has(word)) return 'keyword';
    if (stream.match(/^\s*\(/, false)) {
      if (word === 'except') return 'keyword';
      return functions.has(word) ? 'variableName.standard' : 'variableName.function';
    }
    return 'variableName';
  }

  function behind(state, forms) {
    state.next = forms.length ? 'form' : '';
    state.forms = forms;
    return 'keyword';
  }

  function sign(stream, state) {
    if (stream.sol() && stream.match(/^%%sql.*/)) {
      state.sql = true;
      return 'meta';
    }
    if (stream.match(/^\|>?/)) {
      state.next = 'verb';
      return 'operator';
    }
    if (stream.match(/^(?:==|!=|<=|>=|\?\?|\.\.)/)) return done(state, 'operator');
    if (stream.match('=')) {
      state.next = 'source';
      return 'operator';
    }
    const character = stream.next();
    if ('([{'.includes(character)) {
      state.open.push(character);
      state.next = character === '(' ? 'source' : '';
      return 'bracket';
    }
    if (')]}'.includes(character)) {
      const closed = state.open.pop();
      state.next = '';
      return closed === '{}' ? 'string.special' : 'bracket';
    }
    // The colon behind a param's name stands before its type.
    if (character !== ':') state.next = '';
    if (',.:'.includes(character)) return 'punctuation';
    return '+-*/^<>?'.includes(character) ? 'operator' : null;
  }

  function text(stream, state, quote) {
    if (stream.match(quote)) return pop(state, 'string');
    if (quote === '"""') {
      if (!stream.match(/^(?:[^"]|"(?!""))+/)) stream.next();
    } else if (!stream.match(ESCAPE) && !stream.match(quote === '"' ? /^[^"\\]+/ : /^[^'\\]+/)) {
      stream.next();
    }
    return 'string';
  }

  function interpolation(stream, state, open) {
    const quote = open.slice(1);
    if (stream.match(quote)) return pop(state, 'string.special');
    if (stream.match('{{') || stream.match('}}')) return 'string';
    if (stream.match('{')) {
      state.open.push('{}');
      state.next = '';
      return 'string.special';
    }
    const found = quote.length > 1
      ? stream.match(/^(?:[^"{}]|"(?!""))+/)
      : stream.match(ESCAPE) || stream.match(/^[^"\\{}]+/);
    if (!found) stream.next();
    return 'string';
  }

  function query(stream) {
    if (stream.match(/^--.*/)) return 'comment';
    if (stream.match(/^'(?:''|[^'])*'?/)) return 'string';
    if (stream.match(/^"(?:""|[^"])*"?/)) return 'variableName';
    if (stream.match(NUMBER)) return 'number';
    if (stream.match(/^\$[\p{L}_][\p{L}\p{N}_]*/u)) return 'variableName.special';
    if (stream.match(SQL)) return 'keyword';
    if (stream.match(NAME)) return stream.match(/^\s*\(/, false) ? 'variableName.standard' : 'variableName';
    stream.next();
    return 'operator';
  }

  function push(state, open, style) {
    state.open.push(open);
    return done(state, style);
  }

  function pop(state, style) {
    state.open.pop();
    return style;
  }

  function done(state, style) {
    state.next = '';
    return style;
  }

  const parser = {
    name: 'teff',
    startState,
    copyState,
    token,
    languageData: {
      commentTokens: { line: '#' },
      closeBrackets: { brackets: ['(', '[', '{', '"', '`'] },
      indentOnInput: /^\s*[\])}]$/,
    },
  };

  let scope;

  // The package that JupyterLab shares under this name.
  async function shared(name) {
    const versions = scope[name];
    if (!versions) throw new Error('not shared: ' + name);
    const all = Object.values(versions);
    const factory = await (all.find(version => version.loaded) || all[0]).get();
    return factory();
  }

  function plugin(codemirror, language) {
    return {
      id: 'teff:language',
      description: 'Colours, comments and the file type of the Teff language.',
      autoStart: true,
      requires: [codemirror.IEditorLanguageRegistry],
      activate: (app, languages) => {
        languages.addLanguage({
          name: 'teff',
          displayName: 'Teff',
          alias: ['teff'],
          mime: 'text/x-teff',
          extensions: ['teff'],
          support: new language.LanguageSupport(language.StreamLanguage.define(parser)),
        });
        app.docRegistry.addFileType({
          name: 'teff',
          displayName: 'Teff script',
          extensions: ['.teff'],
          mimeTypes: ['text/x-teff'],
          contentType: 'file',
          fileFormat: 'text',
        });
      },
    };
  }

  async function extension() {
    let plugins = [];
    try {
      plugins = plugin(await shared('@jupyterlab/codemirror'), await shared('@codemirror/language'));
    } catch (error) {
      // A page without editors, such as Voilà's, shares no editor: there is nothing to add.
    }
    return () => ({ __esModule: true, default: plugins });
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.teff = {
    init: sharedScope => {
      scope = sharedScope;
    },
    get: module =>
      module === './extension' ? extension() : Promise.reject(new Error('no module ' + module)),
  };
})();
