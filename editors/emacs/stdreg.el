;;; stdreg.el --- Standards systems (register files) with eglot  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "29.1"))

;;; Commentary:

;; Starts `stdreg lsp' for registers, their parts, code schemes and stdreg.toml, and for no other TOML file:
;;
;;   (load "/path/to/stdreg/editors/emacs/stdreg.el")

;;; Code:

(require 'conf-mode)
(require 'eglot)
(require 'project)

(defgroup stdreg nil
  "Standards systems in TOML."
  :group 'languages)

(defcustom stdreg-program "stdreg"
  "The program that is the language server."
  :type 'string)

(defcustom stdreg-settings nil
  "Settings of the server, as eglot writes JSON.
For example: (:language \"zh\" :inlayHints (:codeMeaning :json-false))."
  :type 'plist)

(defun stdreg--includes (root)
  "The glob patterns of the `include' of the file ROOT."
  (with-temp-buffer
    (insert-file-contents root)
    (when (re-search-forward "^[ \t]*include[ \t]*=[ \t]*\\[\\([^]]*\\)\\]" nil t)
      (let ((list (match-string 1)) (start 0) globs)
        (while (string-match "[\"']\\([^\"'\n]+\\)[\"']" list start)
          (push (match-string 1 list) globs)
          (setq start (match-end 0)))
        globs))))

(defun stdreg--roots (folder)
  "The roots in FOLDER itself that can be read.
The lock of a file that is being edited, `.#NAME.register.toml', cannot."
  (when (and (file-directory-p folder) (file-readable-p folder))
    (seq-filter (lambda (root) (and (file-regular-p root) (file-readable-p root)))
                (directory-files folder t "\\(?:\\`\\|\\.\\)register\\.toml\\'"))))

(defun stdreg--included-p (file folder)
  "Whether a root in FOLDER has FILE as a part."
  (let ((relative (file-relative-name file folder)))
    (seq-some
     (lambda (root)
       (seq-some (lambda (glob)
                   ;; `*' of `wildcard-to-regexp' takes slashes, too: enough, for the server knows which files it is for.
                   (string-match-p (wildcard-to-regexp (string-replace "**/" "*" glob)) relative))
                 (stdreg--includes root)))
     (stdreg--roots folder))))

(defun stdreg--folder (file)
  "The folder of the root that has FILE as a part, if any."
  (locate-dominating-file file (lambda (folder) (stdreg--included-p file folder))))

(defun stdreg-project (folder)
  "The project of a register outside of a repository, for `project-find-functions'.
It is the folder of its root, so that all parts have one server;
FOLDER where there is none."
  (cons 'transient (expand-file-name (or (stdreg--folder (or buffer-file-name folder)) folder))))

(defun stdreg-register-p ()
  "Whether the server is for this buffer."
  (when-let* ((file buffer-file-name)
              ((string-suffix-p ".toml" file)))
    (or (string-match-p "\\(?:[/.]register\\|\\.scheme\\|/stdreg\\)\\.toml\\'" file)
        (save-excursion
          (goto-char (point-min))
          (re-search-forward "^[ \t]*\\[[ \t]*register[ \t]*\\]" nil t))
        (stdreg--folder file))))

;; A mode of its own, for eglot attaches a server to every buffer of a mode in a project.
;;;###autoload
(define-derived-mode stdreg-mode conf-toml-mode "Register"
  "Standards systems in TOML."
  ;; Last, for a repository is the better project.
  (add-hook 'project-find-functions #'stdreg-project t t))

;;;###autoload
(add-to-list 'magic-mode-alist '(stdreg-register-p . stdreg-mode))

(add-to-list 'eglot-server-programs
             '((stdreg-mode :language-id "toml")
               . (lambda (&rest _)
                   (list stdreg-program "lsp" :initializationOptions (or stdreg-settings eglot-{})))))

(add-hook 'stdreg-mode-hook #'eglot-ensure)

(provide 'stdreg)
;;; stdreg.el ends here
