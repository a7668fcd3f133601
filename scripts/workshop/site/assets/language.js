/* Leads from a place on a page to the same place in the other language: headings have the same ids in all of them. */
"use strict";

{
  const links = document.querySelectorAll(".md-header a[hreflang]");
  const follow = () => {
    for (const link of links) link.hash = location.hash;
  };
  addEventListener("hashchange", follow);
  addEventListener("click", follow, true);
  follow();

  /* Beside each address that the head names for another language, Material asks for a sitemap.xml, and there is none.
     It looks for links whose relation is "alternate" and nothing else; to all others a further word changes nothing. */
  for (const link of document.querySelectorAll("link[rel=alternate][hreflang]")) link.relList.add("translation");
}
