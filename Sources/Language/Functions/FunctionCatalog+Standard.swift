extension FunctionCatalog {
  /// The functions of the language, in the order of the reference.
  package static let standard = FunctionCatalog(
    AggregateFunctions.all + WindowFunctions.all + NumberFunctions.all + BinFunctions.all
      + TextFunctions.all + PatternFunctions.all + DateFunctions.all + ChoiceFunctions.all
      + ConversionFunctions.all + JSONFunctions.all + ListFunctions.all)
}
