//! Codeberg Pages, which serves the branch `pages`. Woodpecker builds, and a push with a token of the repository's owner brings the
//! site there. Pull requests don't get the token.

use super::parts::{HostFile, Published, commands, shell, yaml};

pub const NEXT: &str = "make an access token that may write to the repository, and store it as the secret `pages_token` in the \
    settings of the repository at ci.codeberg.org";

pub fn files(site: &Published) -> Vec<HostFile> {
    let lines: String =
        commands(&site.folder, "").iter().map(|line| format!("      - {}\n", yaml(line))).collect();
    let take = "rm -rf .talkoo && git init --quiet --initial-branch=pages && git add --all";
    let take = yaml(&format!("cd {} && {take}", shell(&site.public())));
    let text = format!(
        r#"# Each change is checked and built. What is in the default branch is pushed to the branch `pages`, which Codeberg serves.
# Nothing is cached from run to run, and pull requests don't get the secret.
when:
  - event: [pull_request, manual]
  - event: push
    branch: ${{CI_REPO_DEFAULT_BRANCH}}

steps:
  - name: build
    image: docker.io/library/python:3.13
    commands:
{lines}
  - name: publish
    image: docker.io/library/python:3.13
    when:
      - event: [push, manual]
        branch: ${{CI_REPO_DEFAULT_BRANCH}}
    environment:
      TOKEN:
        from_secret: pages_token
    commands:
      - {take}
      - git -c user.name=site -c user.email=site@localhost commit --quiet --message "The site of $CI_COMMIT_SHA"
      - git push --quiet --force "https://token:$TOKEN@codeberg.org/$CI_REPO.git" pages
"#
    );
    vec![site.in_git(".woodpecker/site.yaml", text)]
}
