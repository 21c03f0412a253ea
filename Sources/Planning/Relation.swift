/// A plan and the engine that runs it.
package struct Relation: Sendable {
  package var plan: Plan
  package var engine: any Engine

  package init(_ plan: Plan, in engine: any Engine) {
    self.plan = plan
    self.engine = engine
  }
}
