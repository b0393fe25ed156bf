// Shows what the shop announces. The browser connects again by itself when the connection ends.
const state = document.getElementById('state')
const news = document.getElementById('news')
const events = new EventSource(news.dataset.url)
events.onopen = () => { state.textContent = 'connected' }
events.onerror = () => { state.textContent = 'connecting …' }
events.addEventListener('cart', event => { document.getElementById('count').textContent = event.data })
events.addEventListener('news', event => {
  const line = document.createElement('li')
  line.textContent = event.data
  news.prepend(line)
})
