/// The script behind a table: a click on a header sorts the rows that are shown, up, down and back.
enum SortScript {
  /// The script for the table in the box called `id`.
  ///
  /// It leaves no global name, runs once for each
  /// table however often it is drawn, and needs nothing from elsewhere.
  static func text(id: String) -> String {
    """
    (function(){document.querySelectorAll('[id="\(id)"] .teff-table').forEach(function(table){
    if(table.teffSorts)return;table.teffSorts=true;
    var body=table.tBodies[0],rows=Array.from(body.rows),heads=Array.from(table.tHead.rows[0].cells);
    function key(row,place,number){var cell=row.cells[place];
    if(!cell||cell.querySelector('.teff-null'))return null;
    var text=cell.dataset.v||(number?cell.textContent.replace(/,/g,'').replace('−','-'):\
    cell.title||cell.textContent);
    return number||cell.dataset.v?parseFloat(text):text}
    function sort(head,place){var was=head.getAttribute('aria-sort'),number=\
    head.classList.contains('teff-n'),sign=was==='ascending'?-1:was?0:1,shown=rows;
    heads.forEach(function(other){other.removeAttribute('aria-sort')});
    if(sign){head.setAttribute('aria-sort',1>sign?'descending':'ascending');
    shown=rows.filter(function(row){return !row.classList.contains('teff-gap')})\
    .map(function(row,at){return{key:key(row,place,number),at:at,row:row}});
    shown.sort(function(a,b){var none=(a.key===null)-(b.key===null);
    if(none||a.key===b.key||a.key===null)return none||a.at-b.at;
    return a.key>b.key?sign:-sign});shown=shown.map(function(entry){return entry.row})}
    body.replaceChildren.apply(body,shown)}
    heads.forEach(function(head,place){
    if(head.classList.contains('teff-more')||head.classList.contains('teff-picture'))return;
    head.classList.add('teff-sorts');head.tabIndex=0;
    head.addEventListener('click',function(){sort(head,place)});
    head.addEventListener('keydown',function(event){if(event.key==='Enter'){event.preventDefault();\
    sort(head,place)}})})})})()
    """
  }
}
