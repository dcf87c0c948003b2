//! GitHub Pages. The workflow carries no cache from run to run: a build takes seconds, and a pull request can't leave anything
//! to the build that is published. GitHub sends no headers of ours and follows no redirects, so old addresses are pages.

use super::parts::{HostFile, Published, commands, yaml};

pub const NEXT: &str = "in the settings of the repository, choose Pages › Source › GitHub Actions";

pub fn files(site: &Published) -> Vec<HostFile> {
    let commands = commands(&site.folder, " --format github");
    let lines: String = commands.iter().map(|line| format!("          {line}\n")).collect();
    let public = yaml(&site.public());
    vec![site.in_git(".github/workflows/site.yml", workflow(&lines, &public))]
}

fn workflow(commands: &str, public: &str) -> String {
    format!(
        r#"# Each change is checked, and what is wrong stands beside its lines. What is in the default branch is published.
# No secrets and no right to publish where pull requests are built; nothing is cached from run to run.
name: Site
on:
  push:
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: site-${{{{ github.ref }}}}
  cancel-in-progress: ${{{{ github.event_name == 'pull_request' }}}}

jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - name: Check and build
        run: |
{commands}      - uses: actions/upload-pages-artifact@v3
        if: github.event_name != 'pull_request'
        with:
          path: {public}

  publish:
    if: github.event_name != 'pull_request' && github.ref_name == github.event.repository.default_branch
    needs: build
    runs-on: ubuntu-24.04
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.pages.outputs.page_url }}}}
    steps:
      - id: pages
        uses: actions/deploy-pages@v4
"#
    )
}
