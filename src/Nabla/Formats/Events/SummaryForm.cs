namespace Nabla;

/// <summary>How values stand in an event file.</summary>
public enum SummaryForm
{
    /// <summary>As TensorFlow 1 writes them: numbers, histograms with buckets that grow by a tenth, images.</summary>
    TensorFlow1,

    /// <summary>As TensorFlow 2 and Keras write them: tensors, with the name of the plugin that shows them.</summary>
    TensorFlow2,
}
