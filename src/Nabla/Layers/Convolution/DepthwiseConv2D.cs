using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Convolution of images in which each channel has filters of its own.</summary>
/// <param name="kernelSize">Elements of the kernel along each spatial axis.</param>
/// <param name="strides">From a place of the output to the next; 1 by default.</param>
/// <param name="padding">Valid by default, or same.</param>
/// <param name="depthMultiplier">Filters for each channel.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="useBias">Whether a bias is added to each channel.</param>
/// <param name="depthwiseInitializer">First value of the depthwise kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of the bias; zeros by default.</param>
/// <param name="depthwiseRegularizer">Penalty on the depthwise kernel.</param>
/// <param name="biasRegularizer">Penalty on the bias.</param>
/// <param name="activityRegularizer">Penalty on the output.</param>
/// <param name="depthwiseConstraint">What is done to the depthwise kernel after each step.</param>
/// <param name="biasConstraint">What is done to the bias after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <remarks>Shapes: x [batch, height, width, channels], Kernel [height, width, channels, depthMultiplier], y [batch, height, width, channels · depthMultiplier] with other lengths along the spatial axes.</remarks>
/// <exception cref="ArgumentException">A number or the padding is none of those above.</exception>
public sealed class DepthwiseConv2D(
    Extent kernelSize,
    Extent? strides = null,
    Padding? padding = null,
    int depthMultiplier = 1,
    DataFormat dataFormat = DataFormat.ChannelsLast,
    Extent? dilationRate = null,
    Activations.Activation? activation = null,
    bool useBias = true,
    Initializer? depthwiseInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? depthwiseRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? depthwiseConstraint = null,
    Constraint? biasConstraint = null,
    string? name = null) : DepthwiseConvolutionLayer(2, nameof(DepthwiseConv2D), kernelSize, strides, padding, depthMultiplier, dataFormat, dilationRate, activation, useBias, depthwiseInitializer, biasInitializer, depthwiseRegularizer, biasRegularizer, activityRegularizer, depthwiseConstraint, biasConstraint, name);
