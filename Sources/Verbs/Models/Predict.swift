package import Language
package import Planning
package import Syntax
package import Tables

/// Uses a model on rows.
package struct Predict: Verb {
  var models: [ModelArgument] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "predict",
    family: .models,
    summary: "Uses a model on other rows.",
    discussion: "The model is the result of a verb that learns, or its part `model`. The rows need "
      + "the columns that the model was made from. A model of `cluster` adds the group and how far "
      + "its middle is; the others give the columns that their verb gives. Users that a model of "
      + "`recommend` does not know are served by what these rows say that they had, in the item's "
      + "column; users that it knows, by what it learned of them.",
    parameters: [.models(\.models, "The model.", one: true)],
    examples: [
      Example(
        """
        groups = supermarket | cluster age, total_spend k: 3
        load sample "supermarket", seed: 7 | predict groups
        """, "Puts other customers into the groups that were found.")
    ],
    keepsRoles: true)

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try shape(of: Shape(plan: .placeholder(input))).schema
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    guard let model = models.first?.model else { return input }
    return try model.shape(predicting: input)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard let model = models.first?.model else {
      throw Diagnostic("E302", "`predict` needs a model", at: context.span)
    }
    return try model.predict(input, in: context)
  }
}
