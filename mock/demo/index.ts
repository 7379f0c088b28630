/** `npm start`: the service, the super-apps, the operators and the people of a simulated city, put together on one machine. */
export { runDemo, type DemoOptions } from './run-demo'
