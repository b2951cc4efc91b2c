using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Convolution of images: y = activation(x ∗ Kernel + Bias).</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernelSize">Elements of the kernel along each spatial axis.</param>
/// <param name="strides">From a place of the output to the next; 1 by default.</param>
/// <param name="padding">Valid by default, same.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
/// <param name="groups">Parts of the channels that are convolved on their own.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="useBias">Whether a bias is added to each channel.</param>
/// <param name="kernelInitializer">First value of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of the bias; zeros by default.</param>
/// <param name="kernelRegularizer">Penalty on the kernel.</param>
/// <param name="biasRegularizer">Penalty on the bias.</param>
/// <param name="activityRegularizer">Penalty on the output.</param>
/// <param name="kernelConstraint">What is done to the kernel after each step.</param>
/// <param name="biasConstraint">What is done to the bias after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <remarks>Shapes: x [batch, height, width, channels], Kernel [height, width, channels ÷ groups, filters], Bias [filters], y [batch, height, width, filters] with other lengths along the spatial axes.</remarks>
/// <exception cref="ArgumentException">A number or the padding is none of those above.</exception>
public sealed class Conv2D(
    int filters,
    Extent kernelSize,
    Extent? strides = null,
    Padding? padding = null,
    DataFormat dataFormat = DataFormat.ChannelsLast,
    Extent? dilationRate = null,
    int groups = 1,
    Activations.Activation? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null,
    string? name = null) : ConvolutionLayer(2, nameof(Conv2D), filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer, activityRegularizer, kernelConstraint, biasConstraint, name);
