/** Makes the buttons copy what they name in `data-copy`, and tells so in `status`. */
export function wireCopyButtons(status: HTMLElement): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.addEventListener('click', async () => {
      const isCopied = await copy(button.dataset.copy ?? '')
      button.textContent = isCopied ? 'Copied' : 'Refused: copy by hand'
      status.textContent = button.textContent
    })
  }
}

// --- internal ---

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
