// For the pages of your own shop, before any tag of an advertising partner: a plain script, first on the page.
// With the signal nothing that sells or shares is loaded. Without it your own consent rules go on as they are.
(() => {
  var optedOut = navigator.globalPrivacyControl === true;
  document.documentElement.toggleAttribute('data-opted-out', optedOut);
  window.maySellOrShare = () => !optedOut;
  document.addEventListener('DOMContentLoaded', () => {
    var line = document.querySelector('[data-opt-out-status]');
    if (line && optedOut) line.textContent = 'Opt-Out Request Honored';
  });
})();
// Then, where a tag was loaded unconditionally before:
//   if (window.maySellOrShare()) loadAdvertisingTag();
